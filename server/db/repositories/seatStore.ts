import type { DataSource } from 'typeorm';
import type { SeatStore, StoredSeat } from '../../meetings/index.ts';
import { meetingMemberEntity } from '../entities/meetingMember.ts';
import { tellRefusals } from '../tellRefusals.ts';
import { participantEntity, type ParticipantRow } from '../entities/participant.ts';

export function createSeatStore(dataSource: DataSource): SeatStore {
  const participants = dataSource.getRepository(participantEntity);
  const seats = () =>
    participants
      .createQueryBuilder('seat')
      .innerJoin('seat.meeting', 'meeting')
      .addSelect(['meeting.id', 'meeting.ownerId', 'meeting.status'])
      .leftJoinAndMapOne(
        'seat.membership',
        'MeetingMember',
        'member',
        'member.meeting_id = seat.meeting_id AND member.user_id = seat.user_id',
      );

  return tellRefusals<SeatStore>({
    add: async ({ participantId, meetingId, userId, displayName, joinedAt }) => {
      // The lock waits for whoever is just ending the meeting, and then finds it ended; without it
      // the member's copy of the meeting's listing could be the one from before the end.
      const added = await dataSource.query<unknown[]>(
        `WITH open_meeting AS (
           SELECT id, is_ended, listed_at FROM meetings
           WHERE id = $2 AND status <> 'ended' FOR KEY SHARE
         ), member AS (
           INSERT INTO meeting_members (meeting_id, user_id, is_ended, listed_at)
           SELECT id, $3, is_ended, listed_at FROM open_meeting WHERE $3::uuid IS NOT NULL
           ON CONFLICT DO NOTHING
         )
         INSERT INTO participants (id, meeting_id, user_id, display_name, joined_at)
         SELECT $1, id, $3, $4, $5 FROM open_meeting RETURNING id`,
        [participantId, meetingId, userId, displayName, new Date(joinedAt)],
      );
      return added.length === 1;
    },
    find: async (id) => {
      const row = await seats().where('seat.id = :id', { id }).getOne();
      return row && toStoredSeat(row);
    },
    findMany: async (ids) => {
      const rows = await seats().where('seat.id = ANY(:ids)', { ids }).getMany();
      return rows.map(toStoredSeat);
    },
    hasHostSeat: async (meetingId) => {
      const found = await dataSource.query<unknown[]>(
        `SELECT 1 FROM participants seat JOIN meetings ON meetings.id = seat.meeting_id
         WHERE seat.meeting_id = $1 AND seat.user_id = meetings.owner_id LIMIT 1`,
        [meetingId],
      );
      return found.length === 1;
    },
    listOfMeeting: async (meetingId, { offset, limit }) => {
      const total = await participants.countBy({ meetingId });
      const rows = await seats()
        .where('seat.meeting_id = :meetingId', { meetingId })
        .orderBy('seat.joined_at')
        .addOrderBy('seat.id')
        .offset(offset)
        .limit(limit)
        .getMany();
      return { items: rows.map(toStoredSeat), total };
    },
    recordPresent: async ({ participantId, meetingId }, status, at) => {
      const [present] = await dataSource.query<[unknown[], number]>(
        `WITH meeting AS (
           UPDATE meetings
           SET status = $3, started_at = coalesce(started_at, $4),
             last_seen_at = greatest(last_seen_at, $4)
           WHERE id = $2 AND status <> 'ended' RETURNING id
         )
         UPDATE participants SET left_at = NULL FROM meeting
         WHERE participants.id = $1 AND participants.meeting_id = meeting.id
         RETURNING participants.id`,
        [participantId, meetingId, status, new Date(at)],
      );
      return present.length === 1;
    },
    recordLeft: async (participantId, at) => {
      // The meeting first, as whoever ends or deletes it does: else each could wait for the other.
      await dataSource.query(
        `WITH meeting AS (
           UPDATE meetings SET last_seen_at = greatest(last_seen_at, $2) FROM participants seat
           WHERE seat.id = $1 AND seat.left_at IS NULL AND meetings.id = seat.meeting_id
           RETURNING meetings.id
         )
         UPDATE participants SET left_at = $2 FROM meeting
         WHERE participants.id = $1 AND participants.left_at IS NULL`,
        [participantId, new Date(at)],
      );
    },
    remove: ({ participantId, meetingId, userId }, at) =>
      dataSource.transaction(async (manager) => {
        if (userId !== null) {
          const member = { meetingId, userId };
          await manager.update(meetingMemberEntity, member, { removedAt: at, isCohost: false });
        }
        const [removed] = await manager.query<[{ id: string }[], number]>(
          `UPDATE participants
           SET removed_at = coalesce(removed_at, $4), left_at = coalesce(left_at, $4)
           WHERE meeting_id = $2 AND (id = $1 OR user_id = $3)
           RETURNING id`,
          [participantId, meetingId, userId, new Date(at)],
        );
        return removed.map(({ id }) => id);
      }),
    setCohost: async (meetingId, userId, isCohost) => {
      await dataSource.manager.update(meetingMemberEntity, { meetingId, userId }, { isCohost });
    },
    setHand: async (id, handRaisedAt) => {
      await participants.update({ id }, { handRaisedAt });
    },
    rename: async (id, displayName) => {
      await participants.update({ id }, { displayName });
    },
  });
}

function toStoredSeat(row: ParticipantRow): StoredSeat {
  const { id, meetingId, userId, displayName, handRaisedAt, joinedAt, leftAt } = row;
  if (!row.meeting) throw new Error('a seat was read without its meeting');
  return {
    participantId: id,
    meetingId,
    ownerId: row.meeting.ownerId,
    meetingStatus: row.meeting.status,
    userId,
    displayName,
    isCohost: row.membership?.isCohost ?? false,
    // A seat that an account took just as it was removed is no more of use than those of before.
    isRemoved: row.removedAt !== null || (row.membership?.removedAt ?? null) !== null,
    handRaisedAt,
    joinedAt,
    leftAt,
  };
}
