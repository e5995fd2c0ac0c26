import { EntitySchema } from 'typeorm';
import { timeColumn } from './timeColumn.ts';

export interface ChatMessageRow {
  /** Made by the sender's client; unique within its meeting. */
  id: string;
  meetingId: string;
  participantId: string;
  displayName: string;
  text: string;
  sentAt: number;
}

/** `position`, by which messages are ordered, is missing: PostgreSQL makes it, and only the order wants it. */
export const chatMessageEntity = new EntitySchema<ChatMessageRow>({
  name: 'ChatMessage',
  tableName: 'chat_messages',
  columns: {
    meetingId: { type: 'uuid', name: 'meeting_id', primary: true },
    id: { type: 'uuid', primary: true },
    participantId: { type: 'uuid', name: 'participant_id' },
    displayName: { type: 'text', name: 'display_name' },
    text: { type: 'text' },
    sentAt: timeColumn('sent_at'),
  },
});
