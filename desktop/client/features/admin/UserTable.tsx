import { ArrowDown, ArrowUp, Ban, Ellipsis, ShieldCheck, ShieldOff, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AdminUser, Me } from '../../../../shared/contracts/index.ts';
import { useFormats, useMessages } from '../../i18n/index.ts';
import {
  Avatar,
  classNames,
  IconButton,
  Menu,
  VisuallyHidden,
  type MenuEntry,
} from '../../ui/index.ts';
import styles from './admin.module.css';
import { adminMessages } from './messages.ts';
import type { UserQuestion } from './UserDialogs.tsx';
import type { UserQuery, UserSort } from './userQuery.ts';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

const COLUMNS = [
  { sort: 'displayName', label: 'columnName' },
  { sort: 'email', label: 'columnEmail' },
  { sort: 'createdAt', label: 'columnCreated' },
  { sort: 'lastSeenAt', label: 'columnLastSeen' },
] as const satisfies readonly { sort: UserSort; label: string }[];

export interface UserTableProps {
  users: readonly AdminUser[];
  self: Me;
  query: UserQuery;
  /** A newer answer is on its way. */
  isStale: boolean;
  onSort: (sort: UserSort) => void;
  onAsk: (question: UserQuestion) => void;
}

/** A real table; at phone width the same cells stand below each other, hence the explicit roles. */
export function UserTable({ users, self, query, isStale, onSort, onAsk }: UserTableProps) {
  const t = useMessages(adminMessages);
  return (
    <div className={styles.frame}>
      <table role="table" className={styles.table} aria-busy={isStale}>
        <thead role="rowgroup">
          <tr role="row">
            {COLUMNS.map((column) => (
              <SortableHead key={column.sort} {...column} query={query} onSort={onSort} />
            ))}
            <th role="columnheader" scope="col">
              {t('columnStatus')}
            </th>
            <th role="columnheader" scope="col">
              <VisuallyHidden>{t('columnActions')}</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {users.map((user) => (
            <UserRow key={user.id} user={user} isSelf={user.id === self.id} onAsk={onAsk} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortableHead({
  sort,
  label,
  query,
  onSort,
}: (typeof COLUMNS)[number] & Pick<UserTableProps, 'query' | 'onSort'>) {
  const t = useMessages(adminMessages);
  const isSorted = query.sort === sort;
  const order = query.order === 'asc' ? 'ascending' : 'descending';
  const Arrow = query.order === 'asc' ? ArrowUp : ArrowDown;
  return (
    <th role="columnheader" scope="col" aria-sort={isSorted ? order : 'none'}>
      <button
        type="button"
        className={styles.sort}
        onClick={() => {
          onSort(sort);
        }}
      >
        {t(label)}
        <Arrow
          size={14}
          strokeWidth={1.5}
          aria-hidden="true"
          className={classNames(!isSorted && styles.unsorted)}
        />
      </button>
    </th>
  );
}

function UserRow({
  user,
  isSelf,
  onAsk,
}: {
  user: AdminUser;
  isSelf: boolean;
  onAsk: UserTableProps['onAsk'];
}) {
  const t = useMessages(adminMessages);
  const formats = useFormats();
  return (
    <tr role="row">
      <td role="cell">
        <div className={styles.who}>
          <Avatar name={user.displayName} colourKey={user.id} src={user.avatarUrl} size={32} />
          <span className={styles.name}>{user.displayName}</span>
          {isSelf && <span className={styles.you}>{t('you')}</span>}
        </div>
      </td>
      <td role="cell" className={styles.email}>
        {user.email}
      </td>
      <td role="cell" data-label={t('columnCreated')}>
        <time dateTime={user.createdAt}>{formats.date(user.createdAt)}</time>
      </td>
      <td role="cell" data-label={t('columnLastSeen')}>
        {user.lastSeenAt === null ? (
          t('never')
        ) : (
          <time dateTime={user.lastSeenAt}>{formats.dateTime(user.lastSeenAt)}</time>
        )}
      </td>
      <td role="cell" className={styles.status}>
        <Status user={user} />
      </td>
      <td role="cell" className={styles.actions}>
        {!isSelf && <UserMenu user={user} onAsk={onAsk} />}
      </td>
    </tr>
  );
}

function Status({ user }: { user: AdminUser }) {
  const t = useMessages(adminMessages);
  const formats = useFormats();
  if (user.bannedAt !== null) {
    const since = t('bannedSince', { date: formats.date(user.bannedAt) });
    return (
      <>
        <span className={classNames(styles.pill, styles.banned)}>{t('banned')}</span>
        <p className={styles.reason}>{user.banReason ?? since}</p>
      </>
    );
  }
  return user.role === 'admin' ? (
    <span className={classNames(styles.pill, styles.admin)}>{t('administrator')}</span>
  ) : (
    <span className={styles.pill}>{t('member')}</span>
  );
}

function UserMenu({ user, onAsk }: { user: AdminUser; onAsk: UserTableProps['onAsk'] }) {
  const t = useMessages(adminMessages);
  const entry = (
    kind: UserQuestion['kind'],
    icon: ReactNode,
    tone: 'normal' | 'danger' = 'normal',
  ): MenuEntry => ({
    id: kind,
    label: t(kind),
    icon,
    tone,
    onAction: () => {
      onAsk({ kind, user });
    },
  });
  const entries =
    user.bannedAt !== null
      ? [entry('unban', <Undo2 {...ICON} />)]
      : [
          user.role === 'admin'
            ? entry('makeMember', <ShieldOff {...ICON} />)
            : entry('makeAdmin', <ShieldCheck {...ICON} />),
          entry('ban', <Ban {...ICON} />, 'danger'),
        ];
  return (
    <Menu
      label={t('actions', { name: user.displayName })}
      entries={entries}
      trigger={
        <IconButton
          size="small"
          label={t('actions', { name: user.displayName })}
          icon={<Ellipsis {...ICON} />}
        />
      }
    />
  );
}
