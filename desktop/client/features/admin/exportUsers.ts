import type { AdminUser } from '../../../../shared/contracts/index.ts';
import type { Api } from '../../api/index.ts';
import { toCsv } from './toCsv.ts';
import type { UserQuery } from './userQuery.ts';

const EXPORT_PAGE = 100;

/** Fetches everybody who fits, page by page, and hands the file to the browser. */
export async function exportUsers(
  api: Pick<Api, 'call'>,
  query: UserQuery,
  head: readonly string[],
): Promise<void> {
  const users: AdminUser[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await api.call('listUsers', {
      query: { ...query, page, pageSize: EXPORT_PAGE },
    });
    users.push(...answer.items);
    if (answer.items.length === 0 || users.length >= answer.total) break;
  }
  download(toCsv([head, ...users.map(toRow)]), 'parley-people.csv');
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
