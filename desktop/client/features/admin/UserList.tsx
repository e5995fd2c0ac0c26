import type { Load } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { EmptyState, ErrorNotice, Pager } from '../../ui/index.ts';
import { adminMessages } from './messages.ts';
import type { UserPage, UserPlace } from './loadUserPage.ts';
import { TableWait } from './TableWait.tsx';
import { UserTable, type UserTableProps } from './UserTable.tsx';

export interface UserListProps extends Omit<UserTableProps, 'users' | 'isStale'> {
  users: Load<UserPage>;
  reload: () => void;
  onPlace: (place: UserPlace) => void;
}

/** The table in all its states. */
export function UserList({ users, reload, onPlace, ...table }: UserListProps) {
  const t = useMessages(adminMessages);
  const toProblem = useProblems();
  if (users.kind === 'loading') return <TableWait />;
  if (users.kind === 'failed') {
    return <ErrorNotice problem={toProblem(users.error)} onRetry={reload} />;
  }
  const { items, page, pages, previous, next } = users.data;
  if (items.length === 0) return <EmptyState title={t('noMatch', { text: table.query.search })} />;
  return (
    <>
      <UserTable {...table} users={items} isStale={users.isStale} />
      <Pager
        page={page}
        pages={pages}
        onPage={(to) => {
          const place = to < page ? previous : next;
          // While another list is on its way, this place is not one of it.
          if (place && !users.isStale) onPlace(place);
        }}
      />
    </>
  );
}
