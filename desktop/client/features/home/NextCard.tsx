import { useFormats, useMessages, type Translate } from '../../i18n/index.ts';
import { Button } from '../../ui/index.ts';
import type { Next } from './agenda.ts';
import type { en } from './en.ts';
import styles from './home.module.css';
import { homeMessages } from './messages.ts';

/** "Stand-up starts in 4 min: Join". */
export function NextCard({ next, onOpen }: { next: Next; onOpen: (code: string) => void }) {
  const t = useMessages(homeMessages);
  const formats = useFormats();
  const { meeting } = next;
  const isNear = next.kind !== 'today';
  return (
    <section aria-label={t('nextLabel')} className={styles.next} data-near={isNear || undefined}>
      <p className={styles.nextWords}>
        <strong className={styles.nextTitle}>{meeting.title}</strong>
        <span className={styles.nextWhen}>
          {wordsOf(next, t, (instant) => formats.time(instant))}
        </span>
      </p>
      <Button
        variant={isNear ? 'primary' : 'secondary'}
        aria-label={`${t('join')}: ${meeting.title}`}
        onPress={() => {
          onOpen(meeting.code);
        }}
      >
        {t('join')}
      </Button>
    </section>
  );
}

function wordsOf(next: Next, t: Translate<typeof en>, time: (instant: string) => string): string {
  switch (next.kind) {
    case 'running':
      return t('nextPeople', { count: next.meeting.presentCount });
    case 'soon':
      return next.minutes === 0 ? t('nextStartsNow') : t('nextStartsIn', { count: next.minutes });
    case 'late':
      return t('nextStartedAgo', { count: next.minutes });
    case 'today':
      return t('nextAt', { time: time(next.meeting.startsAt ?? '') });
  }
}
