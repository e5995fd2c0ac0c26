import { EntitySchema } from 'typeorm';
import type { MeetingRow } from './meeting.ts';
import type { MeetingMemberRow } from './meetingMember.ts';
import { timeColumn } from './timeColumn.ts';

/** One seat in one meeting. */
export interface ParticipantRow {
  id: string;
  meetingId: string;
  /** null: a guest, or an account that was deleted. */
  userId: string | null;
  displayName: string;
  joinedAt: number;
  leftAt: number | null;
  removedAt: number | null;
  handRaisedAt: number | null;
  /** Only there when joined. */
  meeting?: Pick<MeetingRow, 'id' | 'ownerId' | 'status'>;
  /** Only there when joined; null for guests. */
  membership?: MeetingMemberRow | null;
}

export const participantEntity = new EntitySchema<ParticipantRow>({
  name: 'Participant',
  tableName: 'participants',
  columns: {
    id: { type: 'uuid', primary: true },
    meetingId: { type: 'uuid', name: 'meeting_id' },
    userId: { type: 'uuid', name: 'user_id', nullable: true },
    displayName: { type: 'text', name: 'display_name' },
    joinedAt: timeColumn('joined_at'),
    leftAt: timeColumn('left_at', { nullable: true }),
    removedAt: timeColumn('removed_at', { nullable: true }),
    handRaisedAt: timeColumn('hand_raised_at', { nullable: true }),
  },
  relations: {
    meeting: { type: 'many-to-one', target: 'Meeting', joinColumn: { name: 'meeting_id' } },
  },
});
