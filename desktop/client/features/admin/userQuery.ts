import type { AdminUser } from '../../../../shared/contracts/index.ts';

export const SORTS = ['displayName', 'email', 'createdAt', 'lastSeenAt'] as const;
export type UserSort = (typeof SORTS)[number];

/** What the table shows: who, and in which order. */
export interface UserQuery {
  search: string;
  sort: UserSort;
  order: 'asc' | 'desc';
}

/** A first press sorts names from A and times from the latest; another turns it round. */
export function sortBy(query: UserQuery, sort: UserSort): UserQuery {
  if (query.sort === sort) return { ...query, order: query.order === 'asc' ? 'desc' : 'asc' };
  return { ...query, sort, order: sort === 'displayName' || sort === 'email' ? 'asc' : 'desc' };
}

const KEYS: Record<UserSort, (user: AdminUser) => string> = {
  displayName: (user) => user.displayName.toLowerCase(),
  email: (user) => user.email,
  createdAt: (user) => user.createdAt,
  // Never is longest ago. All times are of one form, so they sort as text.
  lastSeenAt: (user) => user.lastSeenAt ?? '',
};

export function inOrder(
  { sort, order }: Pick<UserQuery, 'sort' | 'order'>,
  users: readonly AdminUser[],
): AdminUser[] {
  const keyOf = KEYS[sort];
  const sign = order === 'asc' ? 1 : -1;
  return users.toSorted((a, b) => sign * compare(keyOf(a), keyOf(b)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
