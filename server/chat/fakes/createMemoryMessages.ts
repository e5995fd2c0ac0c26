import type { ChatMessages, NewChatMessage } from '../ports.ts';

/** Keeps messages in memory, by the rules that `chatRules.ts` checks here and on PostgreSQL. */
export function createMemoryMessages(meetingIds: readonly string[]): ChatMessages {
  const messages: NewChatMessage[] = [];
  const toMessage = ({ id, participantId, displayName, text, sentAt }: NewChatMessage) => ({
    id,
    participantId,
    displayName,
    text,
    sentAt,
  });
  const listOf = (meetingId: string) => messages.filter((one) => one.meetingId === meetingId);
  return {
    addOnce: (message) => {
      const { meetingId, id } = message;
      if (!meetingIds.includes(meetingId)) return Promise.resolve(null);
      const existing = listOf(meetingId).find((one) => one.id === id);
      if (!existing) messages.push(message);
      const isNew = existing === undefined;
      return Promise.resolve({ message: toMessage(existing ?? message), isNew });
    },
    listLatest: (meetingId, limit) =>
      Promise.resolve(listOf(meetingId).slice(-limit).map(toMessage)),
    listBefore: (meetingId, messageId, limit) => {
      const all = listOf(meetingId);
      const index = all.findIndex(({ id }) => id === messageId);
      if (index === -1) return Promise.resolve(null);
      return Promise.resolve(all.slice(Math.max(0, index - limit), index).map(toMessage));
    },
  };
}
