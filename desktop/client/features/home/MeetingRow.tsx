import { LockKeyhole } from 'lucide-react';
import type { Meeting } from '../../../../shared/contracts/index.ts';
import { useFormats, useMessages } from '../../i18n/index.ts';
import { Button, TextLink, VisuallyHidden } from '../../ui/index.ts';
import { heldAt, isRunning } from './agenda.ts';
import styles from './home.module.css';
import type { ListProps } from './ListFrame.tsx';
import { MeetingMenu } from './MeetingMenu.tsx';
import { homeMessages } from './messages.ts';

export interface MeetingRowProps extends Pick<ListProps, 'onOpen' | 'onAsk'> {
  meeting: Meeting;
}

export function MeetingRow({ meeting, onOpen, onAsk }: MeetingRowProps) {
  const t = useMessages(homeMessages);
  const isOver = meeting.status === 'ended';
  return (
    <li className={styles.row} data-live={isRunning(meeting) || undefined}>
      <RowTime meeting={meeting} />
      <div className={styles.rowWords}>
        {isOver ? (
          <span className={styles.rowTitle}>{meeting.title}</span>
        ) : (
          <TextLink href={`/m/${meeting.code}`} className={styles.rowTitle ?? ''}>
            {meeting.title}
          </TextLink>
        )}
        <RowFacts meeting={meeting} />
      </div>
      <div className={styles.rowActions}>
        {!isOver && (
          <Button
            size="small"
            variant={isRunning(meeting) ? 'primary' : 'secondary'}
            aria-label={`${t('join')}: ${meeting.title}`}
            onPress={() => {
              onOpen(meeting.code);
            }}
          >
            {t('join')}
          </Button>
        )}
        <MeetingMenu meeting={meeting} onAsk={onAsk} />
      </div>
    </li>
  );
}

function RowTime({ meeting }: { meeting: Meeting }) {
  const t = useMessages(homeMessages);
  const formats = useFormats();
  const start = meeting.status === 'ended' ? heldAt(meeting) : meeting.startsAt;
  if (start === null) {
    return (
      <span className={styles.rowTime}>{isRunning(meeting) ? t('now') : t('anyTimeShort')}</span>
    );
  }
  const end = meeting.status === 'ended' ? null : meeting.endsAt;
  return (
    <time dateTime={start} className={styles.rowTime}>
      {formats.time(start)}
      {end !== null && <span className={styles.rowEnd}>{formats.time(end)}</span>}
    </time>
  );
}

function RowFacts({ meeting }: { meeting: Meeting }) {
  const t = useMessages(homeMessages);
  const formats = useFormats();
  const facts: string[] = [];
  if (isRunning(meeting)) facts.push(t('peopleIn', { count: meeting.presentCount }));
  if (meeting.status === 'ended') facts.push(lengthOf(meeting) ?? t('neverStarted'));
  if (meeting.myRole !== 'host') facts.push(t('hostedBy', { name: meeting.hostName }));
  const firstLine = meeting.description.split('\n', 1)[0] ?? '';
  if (firstLine !== '') facts.push(firstLine);
  return (
    <span className={styles.rowFacts}>
      {meeting.hasPasscode && meeting.status !== 'ended' && (
        <>
          <LockKeyhole size={14} strokeWidth={1.5} aria-hidden="true" />
          <VisuallyHidden>{t('needsPasscode')}</VisuallyHidden>
        </>
      )}
      <span className={styles.factWords}>{facts.join(' · ') || meeting.code}</span>
    </span>
  );

  function lengthOf({ startedAt, endedAt }: Meeting): string | null {
    if (startedAt === null || endedAt === null) return null;
    return formats.duration(Date.parse(endedAt) - Date.parse(startedAt));
  }
}
