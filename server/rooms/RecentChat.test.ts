import { expect, test } from 'vitest';
import { CHAT_PAGE_SIZE } from '../../shared/contracts/index.ts';
import { RecentChat } from './RecentChat.ts';

const message = (number: number) => ({
  id: `message ${number}`,
  participantId: 'ana',
  displayName: 'Ana',
  text: `${number}`,
  sentAt: number,
});

test('what was stored comes first, then what is said, each message once', () => {
  const chat = new RecentChat({ messages: [message(1)], hasMore: false });
  chat.add(message(2));
  chat.add(message(2));
  expect(chat.toHistory()).toEqual({ messages: [message(1), message(2)], hasMore: false });
});

test('one page is kept, and that there is more is told', () => {
  const chat = new RecentChat({ messages: [], hasMore: false });
  for (let number = 0; number < CHAT_PAGE_SIZE; number += 1) chat.add(message(number));
  expect(chat.toHistory().hasMore).toBe(false);
  chat.add(message(CHAT_PAGE_SIZE));
  const { messages, hasMore } = chat.toHistory();
  expect(hasMore).toBe(true);
  expect(messages).toHaveLength(CHAT_PAGE_SIZE);
  expect(messages[0]).toEqual(message(1));
});
