import { CalendarDays } from 'lucide-react';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import type { Load } from '../../api/index.ts';
import { useMessages, useProblems } from '../../i18n/index.ts';
import { EmptyState, ErrorNotice, Pager } from '../../ui/index.ts';
import { toAgenda } from './agenda.ts';
import { DayList } from './DayList.tsx';
import { ListFrame, ListWait, type ListProps } from './ListFrame.tsx';
import { homeMessages } from './messages.ts';
import { matchingMeetings } from './wish.ts';

export interface UpcomingMeetingsProps extends ListProps {
  load: Load<{ items: Meeting[]; total: number; pageSize: number }>;
  reload: () => void;
  /** What is typed above: narrows the list. */
  text: string;
  now: Date;
  page: number;
  onPage: (page: number) => void;
}

export function UpcomingMeetings(props: UpcomingMeetingsProps) {
  return (
    <ListFrame tab={props.tab} onTab={props.onTab}>
      <Content {...props} />
    </ListFrame>
  );
}

function Content(props: UpcomingMeetingsProps) {
  const { load, reload, text, now, page, onPage, onOpen, onAsk } = props;
  const t = useMessages(homeMessages);
  const toProblem = useProblems();
  if (load.kind === 'loading') return <ListWait />;
  if (load.kind === 'failed') {
    return <ErrorNotice problem={toProblem(load.error)} onRetry={reload} />;
  }
  const all = load.data.items;
  const shown = matchingMeetings(text, all);
  if (load.data.total === 0) {
    return (
      <EmptyState icon={<CalendarDays size={32} strokeWidth={1.25} />} title={t('emptyTitle')}>
        {t('emptyWords')}
      </EmptyState>
    );
  }
  if (shown.length === 0) return <EmptyState title={t('noMatch', { text: text.trim() })} />;
  return (
    <>
      <DayList days={toAgenda(shown)} now={now} onOpen={onOpen} onAsk={onAsk} />
      <Pager page={page} pages={Math.ceil(load.data.total / load.data.pageSize)} onPage={onPage} />
    </>
  );
}
