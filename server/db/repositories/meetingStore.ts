import type { DataSource } from 'typeorm';
import type { MeetingRecord, MeetingStore } from '../../meetings/index.ts';
import { meetingEntity, type MeetingRow } from '../entities/meeting.ts';
import { tellRefusals } from '../tellRefusals.ts';
import { databaseErrorOf } from '../databaseErrorOf.ts';
import { findMeetingByCode, findMeetingsById } from './findMeetings.ts';

/** Other violations are faults and must not be taken for a code that is taken. */
const CODE_IS_UNIQUE = 'meetings_code';

/** When a meeting was last of use to anybody: the expression of the index `meetings_last_use`. */
const LAST_USE = 'greatest(created_at, starts_at, ends_at, last_seen_at)';

export function createMeetingStore(dataSource: DataSource): MeetingStore {
  const meetings = dataSource.getRepository(meetingEntity);
  const withHost = () =>
    meetings
      .createQueryBuilder('meeting')
      .innerJoin('meeting.owner', 'owner')
      .addSelect(['owner.id', 'owner.displayName']);

  return tellRefusals<MeetingStore>({
    add: async (meeting) => {
      try {
        await dataSource.transaction(async (manager) => {
          await manager.insert(meetingEntity, meeting);
          await manager.query(
            `INSERT INTO meeting_members (meeting_id, user_id, is_ended, listed_at)
             SELECT id, owner_id, is_ended, listed_at FROM meetings WHERE id = $1`,
            [meeting.id],
          );
        });
        return true;
      } catch (error) {
        if (databaseErrorOf(error)?.constraint === CODE_IS_UNIQUE) return false;
        throw error;
      }
    },
    findByCode: (code, userId) => findMeetingByCode(dataSource, code, userId),
    findById: async (id) => {
      const row = await withHost().where('meeting.id = :id', { id }).getOne();
      return row && toRecord(row);
    },
    listOfMember: async (userId, { isEnded, offset, limit }) => {
      // What is to come goes up from the soonest, what is past goes down from the latest.
      const direction = isEnded ? 'DESC' : 'ASC';
      const listed = `FROM meeting_members
        WHERE user_id = $1 AND is_ended = $2 AND removed_at IS NULL`;
      const [counted] = await dataSource.query<{ total: number }[]>(
        `SELECT count(*)::int AS total ${listed}`,
        [userId, isEnded],
      );
      // Only the page's ids first: joining before OFFSET would join every row that it skips.
      const ids = await dataSource.query<{ id: string }[]>(
        `SELECT meeting_id AS id ${listed}
         ORDER BY listed_at ${direction}, meeting_id ${direction} LIMIT $3 OFFSET $4`,
        [userId, isEnded, limit, offset],
      );
      const order = ids.map(({ id }) => id);
      const found = await findMeetingsById(dataSource, order, userId);
      const byId = new Map(found.map((one) => [one.meeting.id, one]));
      const items = order.flatMap((id) => byId.get(id) ?? []);
      return { items, total: counted?.total ?? 0 };
    },
    listOwnedIds: async (ownerId) => {
      const rows = await meetings.find({ where: { ownerId }, select: { id: true } });
      return rows.map(({ id }) => id);
    },
    listUnusedSince: async (before, limit) => {
      const rows = await withHost()
        .where(`meeting.status <> 'ended' AND ${qualified(LAST_USE)} < :before`)
        .setParameters({ before: new Date(before) })
        .limit(limit)
        .getMany();
      return rows.map(toRecord);
    },
    change: async (id, changes) => {
      if (Object.keys(changes).length === 0) return meetings.existsBy({ id });
      const result = await meetings
        .createQueryBuilder()
        .update()
        .set(changes)
        .where(`id = :id AND status <> 'ended'`, { id })
        .execute();
      return result.affected === 1;
    },
    end: (id, endedAt, unusedSince) =>
      dataSource.transaction(async (manager) => {
        const query = manager
          .createQueryBuilder()
          .update(meetingEntity)
          .set({ status: 'ended', endedAt })
          .where(`id = :id AND status <> 'ended'`, { id });
        if (unusedSince !== undefined) {
          query.andWhere(`${LAST_USE} < :unusedSince`, { unusedSince: new Date(unusedSince) });
        }
        const { affected } = await query.execute();
        if (affected !== 1) return false;
        await manager.query(
          `UPDATE participants SET left_at = $2 WHERE meeting_id = $1 AND left_at IS NULL`,
          [id, new Date(endedAt)],
        );
        return true;
      }),
    recordUse: async (ids, at) => {
      await dataSource.query(
        `UPDATE meetings SET last_seen_at = $2 WHERE id = ANY ($1::uuid[]) AND status <> 'ended'`,
        [ids, new Date(at)],
      );
    },
    remove: async (id) => {
      await meetings.delete({ id });
    },
  });
}

function qualified(expression: string): string {
  return expression.replace(/\b\w+_at\b/g, 'meeting.$&');
}

function toRecord(row: MeetingRow): MeetingRecord {
  const { owner, ...meeting } = row;
  return { ...meeting, hostName: owner?.displayName ?? '' };
}
