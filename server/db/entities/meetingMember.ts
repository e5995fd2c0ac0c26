import { EntitySchema } from 'typeorm';
import { timeColumn } from './timeColumn.ts';

/** What binds an account to a meeting: it owns it, or took a seat in it once. */
export interface MeetingMemberRow {
  meetingId: string;
  userId: string;
  isCohost: boolean;
  removedAt: number | null;
}

export const meetingMemberEntity = new EntitySchema<MeetingMemberRow>({
  name: 'MeetingMember',
  tableName: 'meeting_members',
  columns: {
    meetingId: { type: 'uuid', name: 'meeting_id', primary: true },
    userId: { type: 'uuid', name: 'user_id', primary: true },
    isCohost: { type: 'boolean', name: 'is_cohost' },
    removedAt: timeColumn('removed_at', { nullable: true }),
  },
});
