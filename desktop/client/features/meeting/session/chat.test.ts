import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '../../../../../shared/contracts/index.ts';
import {
  applyFailed,
  applyHistory,
  applyMessage,
  applyOlder,
  applyOpen,
  applySending,
  EMPTY_CHAT,
  oldestId,
} from './chat.ts';

const message = (id: string, sentAt: number, participantId = 'other'): ChatMessage => ({
  id,
  participantId,
  displayName: participantId,
  text: id,
  sentAt,
});
const history = (...messages: ChatMessage[]) => ({ messages, hasMore: false });
const ids = (chat: { entries: readonly { id: string }[] }) => chat.entries.map(({ id }) => id);

describe('chat', () => {
  it('[R7] shows a message once, however often it arrives', () => {
    let chat = applySending(EMPTY_CHAT, message('m', 5, 'self'));
    expect(chat.entries[0]?.delivery).toBe('sending');
    chat = applyMessage(chat, message('m', 6, 'self'), 'self');
    chat = applyMessage(chat, message('m', 6, 'self'), 'self');
    expect(chat.entries).toHaveLength(1);
    expect(chat.entries[0]?.delivery).toBe('sent');
  });

  it('keeps what is on its way below what has arrived', () => {
    let chat = applySending(EMPTY_CHAT, message('mine', 1, 'self'));
    chat = applyMessage(chat, message('theirs', 100), 'self');
    expect(ids(chat)).toEqual(['theirs', 'mine']);
  });

  it('counts as unread what others say while the chat is closed', () => {
    let chat = applyMessage(EMPTY_CHAT, message('a', 1), 'self');
    chat = applyMessage(chat, message('b', 2, 'self'), 'self');
    expect(chat.unreadCount).toBe(1);
    chat = applyOpen(chat, true);
    chat = applyMessage(chat, message('c', 3), 'self');
    expect(chat.unreadCount).toBe(0);
  });

  it('does not call unread what was said before one joined', () => {
    expect(applyHistory(EMPTY_CHAT, history(message('a', 1)), 'self').unreadCount).toBe(0);
  });

  it('counts what was missed while reconnecting', () => {
    const before = applyHistory(EMPTY_CHAT, history(message('a', 1)), 'self');
    const after = applyHistory(before, history(message('a', 1), message('b', 2)), 'self');
    expect(after.unreadCount).toBe(1);
    expect(ids(after)).toEqual(['a', 'b']);
  });

  it('keeps older messages that meet the history, and drops those that would leave a hole', () => {
    let chat = applyHistory(EMPTY_CHAT, { messages: [message('c', 3)], hasMore: true }, 'self');
    chat = applyOlder(chat, { messages: [message('a', 1), message('b', 2)], hasMore: false });
    expect(ids(chat)).toEqual(['a', 'b', 'c']);
    const met = applyHistory(chat, { messages: [message('c', 3)], hasMore: true }, 'self');
    expect(ids(met)).toEqual(['a', 'b', 'c']);
    expect(met.hasMore).toBe(false);
    const missed = applyHistory(chat, { messages: [message('z', 99)], hasMore: true }, 'self');
    expect(ids(missed)).toEqual(['z']);
    expect(missed.hasMore).toBe(true);
  });

  it('keeps what could not be sent across a reconnection', () => {
    let chat = applySending(EMPTY_CHAT, message('m', 5, 'self'));
    chat = applyFailed(chat, 'm');
    chat = applyHistory(chat, history(message('a', 1)), 'self');
    expect(chat.entries.map(({ delivery }) => delivery)).toEqual(['sent', 'failed']);
  });

  it('asks for what is older than the oldest that arrived', () => {
    let chat = applySending(EMPTY_CHAT, message('mine', 1, 'self'));
    expect(oldestId(chat)).toBeUndefined();
    chat = applyMessage(chat, message('a', 2), 'self');
    expect(oldestId(chat)).toBe('a');
  });
});
