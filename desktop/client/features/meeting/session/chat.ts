import type { ChatMessage } from '../../../../../shared/contracts/index.ts';
import type { ChatEntry, MeetingState } from '../meetingState.ts';

export type Chat = MeetingState['chat'];

export const EMPTY_CHAT: Chat = { entries: [], hasMore: false, unreadCount: 0, isOpen: false };

const toEntry = (message: ChatMessage): ChatEntry => ({ ...message, delivery: 'sent' });

/** What arrived in order of its time, then what is still on its way. */
function inOrder(entries: readonly ChatEntry[]): ChatEntry[] {
  const sent = entries.filter(({ delivery }) => delivery === 'sent');
  const unsent = entries.filter(({ delivery }) => delivery !== 'sent');
  return [...sent.sort((a, b) => a.sentAt - b.sentAt), ...unsent];
}

function merge(chat: Chat, messages: readonly ChatMessage[]): ChatEntry[] {
  const arrived = new Set(messages.map(({ id }) => id));
  return inOrder([
    ...chat.entries.filter(({ id }) => !arrived.has(id)),
    ...messages.map((message) => toEntry(message)),
  ]);
}

function countNew(chat: Chat, messages: readonly ChatMessage[], selfId: string): number {
  if (chat.isOpen) return 0;
  const known = new Set(chat.entries.map(({ id }) => id));
  const news = messages.filter(
    ({ id, participantId }) => !known.has(id) && participantId !== selfId,
  );
  return chat.unreadCount + news.length;
}

/**
 * The chat as a join or a resume tells it: the latest messages of all. Older ones that were loaded
 * stay when they meet them; where more was missed than was told, they would leave a hole and go.
 */
export function applyHistory(
  chat: Chat,
  history: { messages: readonly ChatMessage[]; hasMore: boolean },
  selfId: string,
): Chat {
  const isFirst = !chat.entries.some(({ delivery }) => delivery === 'sent');
  const told = new Set(history.messages.map(({ id }) => id));
  const meets = chat.entries.some(({ id, delivery }) => delivery === 'sent' && told.has(id));
  const kept = { ...chat, entries: chat.entries.filter((each) => each.delivery !== 'sent') };
  return {
    ...chat,
    entries: merge(meets ? chat : kept, history.messages),
    hasMore: meets ? chat.hasMore : history.hasMore,
    unreadCount: isFirst ? chat.unreadCount : countNew(chat, history.messages, selfId),
  };
}

export function applyMessage(chat: Chat, message: ChatMessage, selfId: string | null): Chat {
  return {
    ...chat,
    entries: merge(chat, [message]),
    unreadCount: countNew(chat, [message], selfId ?? ''),
  };
}

export function applyOlder(
  chat: Chat,
  older: { messages: readonly ChatMessage[]; hasMore: boolean },
): Chat {
  return { ...chat, entries: merge(chat, older.messages), hasMore: older.hasMore };
}

export function applySending(chat: Chat, message: ChatMessage): Chat {
  const others = chat.entries.filter(({ id }) => id !== message.id);
  return { ...chat, entries: inOrder([...others, { ...message, delivery: 'sending' }]) };
}

export function applyWaiting(chat: Chat, messageId: string): Chat {
  return markUnsent(chat, messageId, 'waiting');
}

export function applyFailed(chat: Chat, messageId: string): Chat {
  return markUnsent(chat, messageId, 'failed');
}

function markUnsent(chat: Chat, messageId: string, delivery: 'waiting' | 'failed'): Chat {
  return {
    ...chat,
    entries: chat.entries.map((entry) =>
      entry.id === messageId && entry.delivery !== 'sent' ? { ...entry, delivery } : entry,
    ),
  };
}

export function applyOpen(chat: Chat, isOpen: boolean): Chat {
  return { ...chat, isOpen, unreadCount: isOpen ? 0 : chat.unreadCount };
}

/** @returns the id before which older messages are asked for; undefined: none are known yet */
export function oldestId(chat: Chat): string | undefined {
  return chat.entries.find(({ delivery }) => delivery === 'sent')?.id;
}
