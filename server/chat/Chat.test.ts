import { randomUUID } from 'node:crypto';
import { createMemoryMessages } from './fakes/createMemoryMessages.ts';
import { describeChatMessages } from './fakes/chatRules.ts';

describeChatMessages('in memory', () => {
  const meetingIds = [randomUUID(), randomUUID()];
  return Promise.resolve({ messages: createMemoryMessages(meetingIds), meetingIds });
});
