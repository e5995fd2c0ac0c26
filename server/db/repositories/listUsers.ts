import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { User, UserPosition, UserQuery, UserSlice, UserSort } from '../../accounts/index.ts';
import { COUNTED_MATCHES, COUNTED_USERS } from '../../../shared/contracts/index.ts';
import { userEntity } from '../entities/user.ts';
import { containsPattern } from './containsPattern.ts';

interface SortKey {
  /** The leading expression of an index that the migration `SpeedUpUserLists` made: spelled as it is there. */
  indexed: string;
  /** As a position holds it. */
  written: string;
  /** From a position, exactly as it was. */
  read: (parameter: string) => string;
}

const textKey = (indexed: string): SortKey => ({
  indexed,
  written: indexed,
  read: (parameter) => `${parameter}::text`,
});

/** As JSON and in UTC, a time has all its microseconds (a Date has not), whatever style and zone the server likes. */
const timeKey = (indexed: string): SortKey => ({
  indexed,
  written: `to_json(${indexed} AT TIME ZONE 'UTC')`,
  read: (parameter) => `(${parameter}::timestamp AT TIME ZONE 'UTC')`,
});

const SORT_KEYS = {
  createdAt: timeKey('created_at'),
  // Without regard to case.
  displayName: textKey('lower(display_name)'),
  email: textKey('email'),
  // Never is longest ago.
  lastSeenAt: timeKey(`coalesce(last_seen_at, '-infinity')`),
} as const satisfies Record<UserSort, SortKey>;

/** One expression, so that one index serves it. A search may run from the address into the name: it finds more, not less. */
const searched = (parameter: string) =>
  `lower(email || ' ' || display_name) LIKE lower(${parameter})`;

/**
 * One page of all accounts by the seek method: the order's index is entered where the page begins, so that the last page
 * takes no longer than the first.
 */
export async function listUsers(manager: EntityManager, query: UserQuery): Promise<UserSlice> {
  const { search, from, limit } = query;
  const few = search ? await findFew(manager, search) : null;
  const positions = await seek(manager, query, few);
  const page = positions.slice(0, limit);
  const hasMore = positions.length > limit;
  const isBackwards = from?.side === 'before';
  if (isBackwards) page.reverse();
  return {
    items: await readUsers(manager, page),
    total: from ? null : search ? (few?.length ?? null) : await countAll(manager),
    // On the side that was come from, there is who was there.
    next: isBackwards || hasMore ? (page.at(-1) ?? null) : null,
    previous: (isBackwards ? hasMore : from !== null) ? (page[0] ?? null) : null,
  };
}

/** @returns all who fit, by the search's own index; null where they are many: the order's comes across a page of them soon */
async function findFew(manager: EntityManager, search: string): Promise<string[] | null> {
  const found = await manager.query<{ id: string }[]>(
    `SELECT id FROM users WHERE ${searched('$1')} LIMIT ${COUNTED_MATCHES + 1}`,
    [containsPattern(search)],
  );
  return found.length > COUNTED_MATCHES ? null : found.map(({ id }) => id);
}

/** @returns a page and one more, in the direction of travel, from an index alone where nobody is searched for */
function seek(
  manager: EntityManager,
  { search, sort, order, from, limit }: UserQuery,
  few: readonly string[] | null,
): Promise<UserPosition[]> {
  const { indexed, written, read } = SORT_KEYS[sort];
  const isAscending = (order === 'asc') !== (from?.side === 'before');
  const direction = isAscending ? 'ASC' : 'DESC';
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  // The planner takes every search to fit many and reads the order's index until it has a page: where few fit, that is
  // all of it. So those are taken out first.
  const source = few
    ? `(WITH found AS MATERIALIZED (SELECT * FROM users WHERE id = ANY (${bind(few)}::uuid[])) TABLE found) few`
    : 'users';
  const conditions = [
    ...(search && !few ? [searched(bind(containsPattern(search)))] : []),
    ...(from
      ? [
          `(${indexed}, id) ${isAscending ? '>' : '<'} (${read(bind(from.key))}, ${bind(from.id)}::uuid)`,
        ]
      : []),
  ];
  return manager.query<UserPosition[]>(
    `SELECT id, ${written} AS key FROM ${source}
     ${conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''}
     ORDER BY ${indexed} ${direction}, id ${direction}
     LIMIT ${bind(limit + 1)}`,
    values,
  );
}

/** Whoever has been deleted since is left out. */
async function readUsers(
  manager: EntityManager,
  positions: readonly UserPosition[],
): Promise<User[]> {
  const ids = positions.map(({ id }) => id);
  const users = await manager.findBy(userEntity, { id: In(ids) });
  const byId = new Map(users.map((user) => [user.id, user]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** @returns null for more than are counted: of a hundred thousand that takes ten milliseconds and more */
async function countAll(manager: EntityManager): Promise<number | null> {
  const [counted] = await manager.query<{ total: number }[]>(
    `SELECT count(*)::int AS total FROM (SELECT FROM users LIMIT ${COUNTED_USERS + 1}) counted`,
  );
  return counted && counted.total <= COUNTED_USERS ? counted.total : null;
}
