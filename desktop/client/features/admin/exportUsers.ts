import type { AdminUser } from '../../../../shared/contracts/index.ts';
import type { Api, RouteOutput } from '../../api/index.ts';
import { toCsv } from './toCsv.ts';
import { inOrder, type UserQuery } from './userQuery.ts';

const EXPORT_PAGE = 100;

/** Hands everybody who fits to the browser, as a file in the order of the table. */
export async function exportUsers(
  api: Pick<Api, 'call'>,
  query: UserQuery,
  head: readonly string[],
): Promise<void> {
  const users = await fetchUsers(api, query.search);
  download(toCsv([head, ...inOrder(query, users).map(toRow)]), 'parley-people.csv');
}

/**
 * Page by page in the one order in which nobody moves meanwhile, and in which whoever signs up comes last: everybody is
 * there once.
 */
export async function fetchUsers(api: Pick<Api, 'call'>, search: string): Promise<AdminUser[]> {
  const query = { search, sort: 'createdAt', order: 'asc', pageSize: EXPORT_PAGE } as const;
  const users: AdminUser[] = [];
  let after: string | null = null;
  do {
    const answer: RouteOutput<'listUsers'> = await api.call('listUsers', {
      query: after === null ? query : { ...query, after },
    });
    users.push(...answer.items);
    after = answer.next;
  } while (after !== null);
  return users;
}

function toRow(user: AdminUser): (string | null)[] {
  return [
    user.displayName,
    user.email,
    user.role,
    user.createdAt,
    user.lastSeenAt,
    user.bannedAt,
    user.banReason,
  ];
}

function download(text: string, fileName: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
