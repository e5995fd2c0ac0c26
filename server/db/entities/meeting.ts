import { EntitySchema } from 'typeorm';
import type { NewMeeting } from '../../meetings/index.ts';
import { timeColumn } from './timeColumn.ts';

export interface MeetingRow extends NewMeeting {
  /** Only there when joined. */
  owner?: { id: string; displayName: string };
}

/** `is_ended` and `listed_at` are missing: PostgreSQL makes them, and only `meeting_members` wants them. */
export const meetingEntity = new EntitySchema<MeetingRow>({
  name: 'Meeting',
  tableName: 'meetings',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    ownerId: { type: 'uuid', name: 'owner_id' },
    title: { type: 'text' },
    description: { type: 'text' },
    status: { type: 'text' },
    createdAt: timeColumn('created_at'),
    startsAt: timeColumn('starts_at', { nullable: true }),
    endsAt: timeColumn('ends_at', { nullable: true }),
    startedAt: timeColumn('started_at', { nullable: true }),
    endedAt: timeColumn('ended_at', { nullable: true }),
    lastSeenAt: timeColumn('last_seen_at', { nullable: true }),
    maxParticipants: { type: 'integer', name: 'max_participants', nullable: true },
    sealedPasscode: { type: 'text', name: 'sealed_passcode', nullable: true },
    guestsAllowed: { type: 'boolean', name: 'guests_allowed' },
    isLocked: { type: 'boolean', name: 'is_locked' },
  },
  relations: {
    owner: { type: 'many-to-one', target: 'User', joinColumn: { name: 'owner_id' } },
  },
});
