import { useCallback, useMemo, useState } from 'react';
import type { Me } from '../../../../shared/contracts/index.ts';
import { useApi, useLoad } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { SearchField } from '../../ui/index.ts';
import styles from './admin.module.css';
import { AdminHead } from './AdminHead.tsx';
import { FIRST_PLACE, loadUserPage, type UserPlace } from './loadUserPage.ts';
import { adminMessages } from './messages.ts';
import { useDebounced } from './useDebounced.ts';
import { UserDialogs, type UserQuestion } from './UserDialogs.tsx';
import { sortBy, type UserQuery } from './userQuery.ts';
import { UserList } from './UserList.tsx';

const TYPING_PAUSE_MS = 250;

export function AdminPage({ user: self }: { user: Me }) {
  const t = useMessages(adminMessages);
  const api = useApi();
  const [text, setText] = useState('');
  const [{ sort, order }, setOrder] = useState<Omit<UserQuery, 'search'>>({
    sort: 'createdAt',
    order: 'desc',
  });
  const [visit, setVisit] = useState<{ query: UserQuery; place: UserPlace } | null>(null);
  const [question, setQuestion] = useState<UserQuestion | null>(null);
  const search = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const query = useMemo(() => ({ search, sort, order }), [search, sort, order]);
  // A place is one of its own list: another search or order begins at the first page.
  const place = visit?.query === query ? visit.place : FIRST_PLACE;
  const [users, reload] = useLoad(
    useCallback(() => loadUserPage(api, query, place), [api, query, place]),
  );

  return (
    <div className={styles.page} data-wide>
      <AdminHead
        count={search === '' && users.kind === 'loaded' ? (users.data.total ?? 'many') : null}
        query={query}
      />
      <SearchField label={t('search')} value={text} onChange={setText} />
      <UserList
        users={users}
        reload={reload}
        self={self}
        query={query}
        onSort={(sort) => {
          const next = sortBy(query, sort);
          setOrder({ sort: next.sort, order: next.order });
        }}
        onAsk={setQuestion}
        onPlace={(next) => {
          setVisit({ query, place: next });
        }}
      />
      <UserDialogs
        question={question}
        onClose={() => {
          setQuestion(null);
        }}
        onChanged={reload}
      />
    </div>
  );
}
