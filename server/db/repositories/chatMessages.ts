import type { DataSource } from 'typeorm';
import type { ChatMessages } from '../../chat/index.ts';
import type { ChatMessage } from '../../../shared/contracts/index.ts';
import { chatMessageEntity, type ChatMessageRow } from '../entities/chatMessage.ts';
import { tellRefusals } from '../tellRefusals.ts';
import { databaseErrorOf } from '../databaseErrorOf.ts';

const FOREIGN_KEY_VIOLATION = '23503';

export function createChatMessages(dataSource: DataSource): ChatMessages {
  const messages = dataSource.getRepository(chatMessageEntity);
  const latestFirst = (meetingId: string, limit: number) =>
    messages
      .createQueryBuilder('message')
      .where('message.meeting_id = :meetingId', { meetingId })
      .orderBy('message.position', 'DESC')
      .limit(limit);

  return tellRefusals<ChatMessages>({
    addOnce: async (message) => {
      const { meetingId, id } = message;
      try {
        const added = await messages
          .createQueryBuilder()
          .insert()
          .values(message)
          .orIgnore()
          .returning('id')
          .execute();
        const rows: unknown = added.raw;
        if (Array.isArray(rows) && rows.length === 1) {
          return { message: toChatMessage(message), isNew: true };
        }
      } catch (error) {
        // The one foreign key is the meeting's.
        if (databaseErrorOf(error)?.code === FOREIGN_KEY_VIOLATION) return null;
        throw error;
      }
      const row = await messages.findOneBy({ meetingId, id });
      return row && { message: toChatMessage(row), isNew: false };
    },
    listLatest: async (meetingId, limit) =>
      oldestFirst(await latestFirst(meetingId, limit).getMany()),
    listBefore: async (meetingId, messageId, limit) => {
      const [before] = await dataSource.query<{ position: string }[]>(
        `SELECT position FROM chat_messages WHERE meeting_id = $1 AND id = $2`,
        [meetingId, messageId],
      );
      if (!before) return null;
      const rows = await latestFirst(meetingId, limit)
        .andWhere('message.position < :position', before)
        .getMany();
      return oldestFirst(rows);
    },
  });
}

function oldestFirst(rows: ChatMessageRow[]): ChatMessage[] {
  return rows.reverse().map(toChatMessage);
}

function toChatMessage(row: ChatMessageRow): ChatMessage {
  const { id, participantId, displayName, text, sentAt } = row;
  return { id, participantId, displayName, text, sentAt };
}
