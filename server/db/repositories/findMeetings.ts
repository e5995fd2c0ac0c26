import type { DataSource } from 'typeorm';
import type { MeetingOf, MeetingRecord } from '../../meetings/index.ts';

interface Row {
  id: string;
  code: string;
  owner_id: string;
  host_name: string;
  title: string;
  description: string;
  status: MeetingRecord['status'];
  created_at: Date;
  starts_at: Date | null;
  ends_at: Date | null;
  started_at: Date | null;
  ended_at: Date | null;
  last_seen_at: Date | null;
  max_participants: number | null;
  sealed_passcode: string | null;
  guests_allowed: boolean;
  is_locked: boolean;
  /** null: this account has nothing to do with the meeting. */
  is_cohost: boolean | null;
  removed_at: Date | null;
}

/** By hand: half of all requests ask for it, and TypeORM would take twice as long to make three objects of each row. */
const MEETINGS_OF = `
  SELECT meeting.id, meeting.code, meeting.owner_id, owner.display_name AS host_name, meeting.title, meeting.description,
         meeting.status, meeting.created_at, meeting.starts_at, meeting.ends_at, meeting.started_at, meeting.ended_at,
         meeting.last_seen_at, meeting.max_participants, meeting.sealed_passcode, meeting.guests_allowed,
         meeting.is_locked, member.is_cohost, member.removed_at
  FROM meetings meeting
  JOIN users owner ON owner.id = meeting.owner_id
  LEFT JOIN meeting_members member ON member.meeting_id = meeting.id AND member.user_id = $1`;

/** @param userId null: nobody who could be a member */
export async function findMeetingByCode(
  dataSource: DataSource,
  code: string,
  userId: string | null,
): Promise<MeetingOf | null> {
  const sql = `${MEETINGS_OF} WHERE meeting.code = $2`;
  const [row] = await dataSource.query<Row[]>(sql, [userId, code]);
  return row ? toMeetingOf(row) : null;
}

/** In any order. */
export async function findMeetingsById(
  dataSource: DataSource,
  ids: readonly string[],
  userId: string,
): Promise<MeetingOf[]> {
  const sql = `${MEETINGS_OF} WHERE meeting.id = ANY ($2::uuid[])`;
  const rows = await dataSource.query<Row[]>(sql, [userId, ids]);
  return rows.map(toMeetingOf);
}

function toMeetingOf(row: Row): MeetingOf {
  return {
    meeting: {
      id: row.id,
      code: row.code,
      ownerId: row.owner_id,
      hostName: row.host_name,
      title: row.title,
      description: row.description,
      status: row.status,
      createdAt: row.created_at.getTime(),
      startsAt: toTime(row.starts_at),
      endsAt: toTime(row.ends_at),
      startedAt: toTime(row.started_at),
      endedAt: toTime(row.ended_at),
      lastSeenAt: toTime(row.last_seen_at),
      maxParticipants: row.max_participants,
      sealedPasscode: row.sealed_passcode,
      guestsAllowed: row.guests_allowed,
      isLocked: row.is_locked,
    },
    membership:
      row.is_cohost === null
        ? null
        : { isCohost: row.is_cohost, isRemoved: row.removed_at !== null },
  };
}

const toTime = (time: Date | null): number | null => time?.getTime() ?? null;
