import { Download } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Me } from '../../../../shared/contracts/index.ts';
import { useApi, useLoad } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import {
  Button,
  EmptyState,
  ErrorNotice,
  PageHeading,
  Pager,
  SearchField,
} from '../../ui/index.ts';
import styles from './admin.module.css';
import { adminMessages } from './messages.ts';
import { TableWait } from './TableWait.tsx';
import { useDebounced } from './useDebounced.ts';
import { useExport } from './useExport.ts';
import { UserDialogs, type UserQuestion } from './UserDialogs.tsx';
import { sortBy, type UserQuery } from './userQuery.ts';
import { UserTable } from './UserTable.tsx';

const PAGE_SIZE = 20;
const TYPING_PAUSE_MS = 250;

export function AdminPage({ user: self }: { user: Me }) {
  const t = useMessages(adminMessages);
  const api = useApi();
  const toProblem = useProblems();
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
  const { isExporting, startExport } = useExport();

  return (
    <div className={styles.page} data-wide>
      <header className={styles.head}>
        <div>
          <PageHeading title={t('title')}>{t('title')}</PageHeading>
          {users.kind === 'loaded' && search === '' && (
            <p className={styles.lead}>{t('lead', { count: users.data.total })}</p>
          )}
        </div>
        <Button
          icon={<Download size={20} strokeWidth={1.5} />}
          isPending={isExporting}
          onPress={() => {
            startExport(query);
          }}
        >
          {t('export')}
        </Button>
      </header>
      <SearchField
        label={t('search')}
        value={text}
        onChange={(value) => {
          setText(value);
          setPage(1);
        }}
      />
      {users.kind === 'loading' && <TableWait />}
      {users.kind === 'failed' && <ErrorNotice problem={toProblem(users.error)} onRetry={reload} />}
      {users.kind === 'loaded' && users.data.total === 0 && (
        <EmptyState title={t('noMatch', { text: search })} />
      )}
      {users.kind === 'loaded' && users.data.total > 0 && (
        <>
          <UserTable
            users={users.data.items}
            self={self}
            query={query}
            isStale={users.isStale}
            onSort={(sort) => {
              const next = sortBy(query, sort);
              setOrder({ sort: next.sort, order: next.order });
              setPage(1);
            }}
            onAsk={setQuestion}
          />
          <Pager page={page} pages={Math.ceil(users.data.total / PAGE_SIZE)} onPage={setPage} />
        </>
      )}
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
