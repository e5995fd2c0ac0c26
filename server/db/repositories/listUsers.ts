import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { User, UserQuery, UserSort } from '../../accounts/index.ts';
import { userEntity } from '../entities/user.ts';
import { containsPattern } from './containsPattern.ts';

/** The leading expressions of the indexes that the migration `SpeedUpUserLists` made: spelled as they are there. */
const SORT_KEYS = {
  createdAt: 'created_at',
  // Without regard to case.
  displayName: 'lower(display_name)',
  email: 'email',
  // Never is longest ago.
  lastSeenAt: `coalesce(last_seen_at, '-infinity')`,
} as const satisfies Record<UserSort, string>;

/** One expression, so that one index serves it. A search may run from the address into the name: it finds more, not less. */
const SEARCHED = `lower(email || ' ' || display_name) LIKE lower($1)`;

/**
 * The planner takes every search to fit many and reads the order's index until it has a page: where few fit, that is
 * all of it. So few are found first, by the search's own index, and sorted then.
 */
const FEW = 1000;

/**
 * One page of all accounts. The ids come first and from the index alone, from whichever end is nearer: OFFSET reads
 * what it skips, and reading whole rows for that would take ten times as long.
 */
export async function listUsers(
  manager: EntityManager,
  { search, sort, order, offset, limit }: UserQuery,
): Promise<{ items: User[]; total: number }> {
  const values = search ? [containsPattern(search)] : [];
  const where = search ? `WHERE ${SEARCHED}` : '';
  const [counted] = await manager.query<{ total: number }[]>(
    `SELECT count(*)::int AS total FROM users ${where}`,
    values,
  );
  const total = counted?.total ?? 0;
  const size = Math.min(limit, total - offset);
  if (size <= 0) return { items: [], total };
  const isNearerToEnd = offset > total / 2;
  const direction = (order === 'asc') === isNearerToEnd ? 'DESC' : 'ASC';
  const skipped = isNearerToEnd ? total - offset - size : offset;
  const key = SORT_KEYS[sort];
  const isFew = search !== undefined && total <= FEW;
  const found = await manager.query<{ id: string }[]>(
    `${isFew ? `WITH found AS MATERIALIZED (SELECT id, ${key} AS key FROM users ${where})` : ''}
     SELECT id FROM ${isFew ? 'found' : `users ${where}`}
     ORDER BY ${isFew ? 'key' : key} ${direction}, id ${direction}
     LIMIT ${Number(size)} OFFSET ${Number(skipped)}`,
    values,
  );
  const ids = found.map(({ id }) => id);
  if (isNearerToEnd) ids.reverse();
  const users = await manager.findBy(userEntity, { id: In(ids) });
  const byId = new Map(users.map((user) => [user.id, user]));
  return { items: ids.flatMap((id) => byId.get(id) ?? []), total };
}
