import { History } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useApi, useLoad } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { EmptyState, ErrorNotice, Pager } from '../../ui/index.ts';
import { toHistory } from './agenda.ts';
import { DayList } from './DayList.tsx';
import { ListFrame, ListWait, type ListProps } from './ListFrame.tsx';
import { homeMessages } from './messages.ts';

const PAGE_SIZE = 20;

export function PastMeetings({ now, tab, onTab, onOpen, onAsk }: ListProps & { now: Date }) {
  const t = useMessages(homeMessages);
  const api = useApi();
  const toProblem = useProblems();
  const [page, setPage] = useState(1);
  const [past, reload] = useLoad(
    useCallback(
      () => api.call('listMeetings', { query: { when: 'past', page, pageSize: PAGE_SIZE } }),
      [api, page],
    ),
  );
  return (
    <ListFrame tab={tab} onTab={onTab}>
      {past.kind === 'loading' && <ListWait />}
      {past.kind === 'failed' && <ErrorNotice problem={toProblem(past.error)} onRetry={reload} />}
      {past.kind === 'loaded' && past.data.total === 0 && (
        <EmptyState icon={<History size={32} strokeWidth={1.25} />} title={t('pastEmptyTitle')}>
          {t('pastEmptyWords')}
        </EmptyState>
      )}
      {past.kind === 'loaded' && past.data.total > 0 && (
        <>
          <DayList
            days={toHistory(past.data.items)}
            now={now}
            onOpen={onOpen}
            onAsk={(question) => {
              onAsk({ ...question, onDone: reload });
            }}
          />
          <Pager page={page} pages={Math.ceil(past.data.total / PAGE_SIZE)} onPage={setPage} />
        </>
      )}
    </ListFrame>
  );
}
