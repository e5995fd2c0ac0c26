import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { Chat } from './Chat.ts';
import { createMemoryMessages } from './fakes/createMemoryMessages.ts';
import { describeChatMessages } from './fakes/chatRules.ts';

describeChatMessages('in memory', () => {
  const meetingIds = [randomUUID(), randomUUID()];
  return Promise.resolve({ messages: createMemoryMessages(meetingIds), meetingIds });
});

test('[C4] a message that was stored without anybody being told is new when it is sent again, once', async () => {
  const meetingId = randomUUID();
  const messages = createMemoryMessages([meetingId]);
  let losesAnswers = true;
  const chat = new Chat({
    ...messages,
    addOnce: async (message) => {
      const stored = await messages.addOnce(message);
      if (losesAnswers) throw new AppError('unavailable', 'away');
      return stored;
    },
  });
  const id = randomUUID();
  const said = { id, meetingId, participantId: randomUUID(), displayName: 'Mo', text: 'Hello' };
  await expect(chat.send(said)).rejects.toMatchObject({ code: 'unavailable' });
  losesAnswers = false;
  expect(await chat.send(said)).toMatchObject({ isNew: true });
  expect(await chat.send(said)).toMatchObject({ isNew: false });
});
