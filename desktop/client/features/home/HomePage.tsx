import { useState } from 'react';
import type { Me, Meeting } from '../../../../shared/contracts/index.ts';
import { useMessages } from '../../i18n/index.ts';
import { PageHeading } from '../../ui/index.ts';
import { nextUp } from './agenda.ts';
import styles from './home.module.css';
import { HomeActions } from './HomeActions.tsx';
import { MeetingDialogs, type MeetingQuestion } from './MeetingDialogs.tsx';
import { homeMessages } from './messages.ts';
import { NextCard } from './NextCard.tsx';
import { PastMeetings } from './PastMeetings.tsx';
import { UpcomingMeetings } from './UpcomingMeetings.tsx';
import { useNow } from './useNow.ts';
import { useStartMeeting } from './useStartMeeting.ts';
import { useUpcoming } from './useUpcoming.ts';
import { WishField } from './WishField.tsx';

const MINUTE_SHARE_MS = 15_000;
const NONE: readonly Meeting[] = [];

export interface HomePageProps {
  user: Me;
  onOpenMeeting: (code: string) => void;
}

export function HomePage({ user, onOpenMeeting }: HomePageProps) {
  const t = useMessages(homeMessages);
  const now = useNow(MINUTE_SHARE_MS);
  const [text, setText] = useState('');
  const [tab, setTab] = useState<'upcoming' | 'past'>('upcoming');
  const [question, setQuestion] = useState<MeetingQuestion | null>(null);
  const { startMeeting, isStarting } = useStartMeeting(onOpenMeeting);
  const { upcoming, reload, page, setPage } = useUpcoming();

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
      <HomeActions
        isStarting={isStarting}
        onStart={() => {
          startMeeting(t('defaultTitle', { name: user.displayName }));
        }}
        onSchedule={() => {
          setQuestion({ kind: 'schedule' });
        }}
      />
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

function greetingKey(now: Date) {
  const hour = now.getHours();
  if (hour >= 5 && hour < 12) return 'greetingMorning';
  return hour >= 12 && hour < 18 ? 'greetingAfternoon' : 'greetingEvening';
}
