import { useCallback, useState } from 'react';
import type { Me } from '../../../../shared/contracts/index.ts';
import { useApi, useLoad } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { SearchField } from '../../ui/index.ts';
import styles from './admin.module.css';
import { AdminHead } from './AdminHead.tsx';
import { adminMessages } from './messages.ts';
import { useDebounced } from './useDebounced.ts';
import { UserDialogs, type UserQuestion } from './UserDialogs.tsx';
import { sortBy, type UserQuery } from './userQuery.ts';
import { UserList } from './UserList.tsx';

const PAGE_SIZE = 20;
const TYPING_PAUSE_MS = 250;

export function AdminPage({ user: self }: { user: Me }) {
  const t = useMessages(adminMessages);
  const api = useApi();
  const [text, setText] = useState('');
  const [order, setOrder] = useState<Omit<UserQuery, 'search'>>({
    sort: 'createdAt',
    order: 'desc',
  });
  const [page, setPage] = useState(1);
  const [question, setQuestion] = useState<UserQuestion | null>(null);
  const search = useDebounced(text.trim(), TYPING_PAUSE_MS);
  const query: UserQuery = { search, ...order };
  const [users, reload] = useLoad(
    useCallback(
      () => api.call('listUsers', { query: { search, ...order, page, pageSize: PAGE_SIZE } }),
      [api, search, order, page],
    ),
  );

  return (
    <div className={styles.page} data-wide>
      <AdminHead
        count={search === '' && users.kind === 'loaded' ? users.data.total : null}
        query={query}
      />
      <SearchField
        label={t('search')}
        value={text}
        onChange={(value) => {
          setText(value);
          setPage(1);
        }}
      />
      <UserList
        users={users}
        reload={reload}
        self={self}
        query={query}
        onSort={(sort) => {
          const next = sortBy(query, sort);
          setOrder({ sort: next.sort, order: next.order });
          setPage(1);
        }}
        onAsk={setQuestion}
        onPage={setPage}
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
