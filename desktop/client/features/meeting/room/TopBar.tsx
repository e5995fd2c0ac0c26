import { LayoutGrid, Lock, PictureInPicture2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormats, useMessages } from '../../../i18n/index.ts';
import { IconButton } from '../../../ui/index.ts';
import { useShortcutKeys } from '../controls/useShortcutKeys.ts';
import { useMeeting, useMeetingState, useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import styles from './MeetingRoom.module.css';

const ICON = { size: 20, strokeWidth: 1.5, 'aria-hidden': true } as const;

export function TopBar() {
  const t = useMessages(meetingMessages);
  const keys = useShortcutKeys();
  const { view } = useMeeting();
  const meeting = useMeetingState((state) => state.meeting);
  const isGrid = useViewState(({ mode }) => mode === 'grid');

  useEffect(() => {
    if (meeting !== null) document.title = t('pageTitle', { title: meeting.title });
  }, [t, meeting]);

  if (meeting === null) return null;
  return (
    <header className={styles.top} role="group" aria-label={t('topBar')}>
      <h1 className={styles.title} dir="auto">
        {meeting.title}
      </h1>
      {meeting.isLocked && (
        <span className={styles.pill}>
          <Lock size={14} strokeWidth={1.75} aria-hidden="true" />
          {t('locked')}
        </span>
      )}
      <Elapsed since={meeting.startedAt} />
      <IconButton
        label={isGrid ? t('speakerView') : t('gridView')}
        icon={isGrid ? <PictureInPicture2 {...ICON} /> : <LayoutGrid {...ICON} />}
        shortcut={keys('toggleView')}
        tooltipPlacement="bottom"
        size="small"
        onPress={() => view.toggleMode()}
      />
    </header>
  );
}

const TICK_MS = 10_000;

function Elapsed({ since }: { since: number }) {
  const t = useMessages(meetingMessages);
  const formats = useFormats();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const time = formats.duration(now - since);
  return (
    <time className={styles.elapsed} aria-label={t('elapsed', { time })}>
      {time}
    </time>
  );
}
