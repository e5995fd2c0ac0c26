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
