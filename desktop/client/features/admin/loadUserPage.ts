import type { AdminUser } from '../../../../shared/contracts/index.ts';
import type { Api } from '../../api/index.ts';
import type { UserQuery } from './userQuery.ts';

export const PAGE_SIZE = 20;

/** Where in the list to look; the server knows places by cursors, the pages are counted here. */
export interface UserPlace {
  /** From 1. */
  page: number;
  cursor: { after: string } | { before: string } | null;
  /** As the first page told it; null: more than the server counts. */
  total: number | null;
}

export const FIRST_PLACE: UserPlace = { page: 1, cursor: null, total: null };

export interface UserPage {
  items: readonly AdminUser[];
  page: number;
  /** Null: more follow, and nobody has counted them. */
  pages: number | null;
  /** Of all who fit; null: more than the server counts. */
  total: number | null;
  /** Null at the ends. */
  previous: UserPlace | null;
  next: UserPlace | null;
}

/** @returns what is there; the first page where everybody has been deleted from that place on */
export async function loadUserPage(
  api: Pick<Api, 'call'>,
  query: UserQuery,
  place: UserPlace,
): Promise<UserPage> {
  const { page, cursor } = place;
  const answer = await api.call('listUsers', {
    query: { ...query, ...cursor, pageSize: PAGE_SIZE },
  });
  const { items } = answer;
  if (cursor && items.length === 0) return loadUserPage(api, query, FIRST_PLACE);
  const total = answer.total ?? place.total;
  const next =
    answer.next === null ? null : { page: page + 1, cursor: { after: answer.next }, total };
  const counted = total === null ? null : Math.ceil(total / PAGE_SIZE);
  return {
    items,
    page,
    // People come and go after they were counted: where the list ends is known better then.
    pages: !next ? page : counted === null ? null : Math.max(counted, next.page),
    total,
    previous: page > 1 ? toPrevious(page - 1, answer.previous, total) : null,
    next,
  };
}

/** The first page is the beginning, whoever has come in front of it since. */
function toPrevious(page: number, before: string | null, total: number | null): UserPlace {
  return page === 1 || before === null ? FIRST_PLACE : { page, cursor: { before }, total };
}
