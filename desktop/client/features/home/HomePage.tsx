import { CalendarPlus, Video } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { Me, Meeting } from '../../../../shared/contracts/index.ts';
import { useApi, useLoad } from '../../api/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { Button, PageHeading } from '../../ui/index.ts';
import { nextUp } from './agenda.ts';
import styles from './home.module.css';
import { MeetingDialogs, type MeetingQuestion } from './MeetingDialogs.tsx';
import { homeMessages } from './messages.ts';
import { NextCard } from './NextCard.tsx';
import { PastMeetings } from './PastMeetings.tsx';
import { UpcomingMeetings } from './UpcomingMeetings.tsx';
import { useNow } from './useNow.ts';
import { useStartMeeting } from './useStartMeeting.ts';
import { WishField } from './WishField.tsx';

/** People come and go meanwhile: the list is asked for again now and then, and on coming back. */
const REFRESH_MS = 30_000;
const MINUTE_SHARE_MS = 15_000;
/** The most that the server gives at once: nearly everybody sees all that is to come. */
const PAGE_SIZE = 100;
const NONE: readonly Meeting[] = [];

export interface HomePageProps {
  user: Me;
  onOpenMeeting: (code: string) => void;
}

export function HomePage({ user, onOpenMeeting }: HomePageProps) {
  const t = useMessages(homeMessages);
  const api = useApi();
  const now = useNow(MINUTE_SHARE_MS);
  const [text, setText] = useState('');
  const [tab, setTab] = useState<'upcoming' | 'past'>('upcoming');
  const [page, setPage] = useState(1);
  const [question, setQuestion] = useState<MeetingQuestion | null>(null);
  const { startMeeting, isStarting } = useStartMeeting(onOpenMeeting);
  const [upcoming, reload] = useLoad(
    useCallback(
      () => api.call('listMeetings', { query: { page, pageSize: PAGE_SIZE } }),
      [api, page],
    ),
  );
  useRefresh(reload);

  const mine = upcoming.kind === 'loaded' ? upcoming.data.items : NONE;
  // What is soonest stands on the first page.
  const next = page === 1 ? nextUp(mine, now) : null;
  const lists = { onOpen: onOpenMeeting, onAsk: setQuestion, tab, onTab: setTab };
  return (
    <div className={styles.page}>
      <PageHeading title={t('title')} className={styles.greeting}>
        {t(greetingKey(now), { name: user.displayName })}
      </PageHeading>
      {next && <NextCard next={next} onOpen={onOpenMeeting} />}
      <WishField
        text={text}
        onText={setText}
        mine={mine}
        isBusy={isStarting}
        onOpen={onOpenMeeting}
        onStart={startMeeting}
      />
      <div className={styles.actions}>
        <Button
          size="large"
          variant="primary"
          icon={<Video size={20} strokeWidth={1.5} />}
          isPending={isStarting}
          onPress={() => {
            startMeeting(t('defaultTitle', { name: user.displayName }));
          }}
        >
          {t('newMeeting')}
        </Button>
        <Button
          size="large"
          icon={<CalendarPlus size={20} strokeWidth={1.5} />}
          onPress={() => {
            setQuestion({ kind: 'schedule' });
          }}
        >
          {t('schedule')}
        </Button>
      </div>
      {tab === 'upcoming' ? (
        <UpcomingMeetings
          {...lists}
          load={upcoming}
          reload={reload}
          text={text}
          now={now}
          page={page}
          onPage={setPage}
        />
      ) : (
        <PastMeetings {...lists} now={now} />
      )}
      <MeetingDialogs
        question={question}
        onClose={() => {
          setQuestion(null);
        }}
        onChanged={reload}
      />
    </div>
  );
}

function useRefresh(reload: () => void): void {
  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === 'visible') reload();
    };
    const timer = setInterval(refresh, REFRESH_MS);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', refresh);
    };
  }, [reload]);
}

function greetingKey(now: Date) {
  const hour = now.getHours();
  if (hour >= 5 && hour < 12) return 'greetingMorning';
  return hour >= 12 && hour < 18 ? 'greetingAfternoon' : 'greetingEvening';
}
