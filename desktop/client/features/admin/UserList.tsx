import type { Load, RouteOutput } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { EmptyState, ErrorNotice, Pager } from '../../ui/index.ts';
import { adminMessages } from './messages.ts';
import { TableWait } from './TableWait.tsx';
import { UserTable, type UserTableProps } from './UserTable.tsx';

export interface UserListProps extends Omit<UserTableProps, 'users' | 'isStale'> {
  users: Load<RouteOutput<'listUsers'>>;
  reload: () => void;
  onPage: (page: number) => void;
}

/** The table in all its states. */
export function UserList({ users, reload, onPage, ...table }: UserListProps) {
  const t = useMessages(adminMessages);
  const toProblem = useProblems();
  if (users.kind === 'loading') return <TableWait />;
  if (users.kind === 'failed') {
    return <ErrorNotice problem={toProblem(users.error)} onRetry={reload} />;
  }
  const { items, total, page, pageSize } = users.data;
  if (total === 0) return <EmptyState title={t('noMatch', { text: table.query.search })} />;
  return (
    <>
      <UserTable {...table} users={items} isStale={users.isStale} />
      <Pager page={page} pages={Math.ceil(total / pageSize)} onPage={onPage} />
    </>
  );
}
