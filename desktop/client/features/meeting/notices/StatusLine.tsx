import { LoaderCircle, Volume2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { announce, Button, useDelay } from '../../../ui/index.ts';
import { useCommands, useMeetingState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { selectTrouble } from '../view/selectors.ts';
import { MediaBlocked } from './MediaBlocked.tsx';
import { ServerCloses } from './ServerCloses.tsx';
import styles from './StatusLine.module.css';

const ICON = { size: 18, strokeWidth: 1.75, 'aria-hidden': true } as const;

/** Lasting states of the meeting, in a line on top; never a full-screen block. */
export function StatusLine() {
  const t = useMessages(meetingMessages);
  const trouble = useMeetingState(selectTrouble);
  const media = useMeetingState((state) => state.media);
  const isAudioBlocked = useMeetingState((state) => state.isAudioBlocked);
  const commands = useCommands();
  useGoodNews(trouble !== null, media === 'connected');
  return (
    <div className={styles.lines} role="status" aria-atomic="false">
      {trouble !== null && (
        <p className={styles.trouble}>
          <LoaderCircle {...ICON} className={styles.turning} />
          {trouble === 'reconnecting' ? t('lostServer') : t('lostMedia')}
        </p>
      )}
      {trouble === null && media === 'connecting' && <Connecting />}
      {trouble === null && media === 'unavailable' && (
        <p className={styles.trouble}>
          <LoaderCircle {...ICON} className={styles.turning} />
          {t('mediaUnavailable')}
        </p>
      )}
      {trouble === null && media === 'blocked' && <MediaBlocked />}
      {trouble === null && <ServerCloses />}
      {isAudioBlocked && (
        <div className={styles.notice}>
          <Volume2 {...ICON} />
          <p className={styles.words}>{t('audioBlocked')}</p>
          <Button size="small" variant="primary" onPress={() => void commands.unblockAudio()}>
            {t('playSound')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** That the line is gone is seen; it has to be said as well, once all is well and not when one trouble follows another. */
function useGoodNews(isTrouble: boolean, isConnected: boolean): void {
  const t = useMessages(meetingMessages);
  const hadTrouble = useRef(false);
  useEffect(() => {
    if (isTrouble) hadTrouble.current = true;
    else if (hadTrouble.current && isConnected) {
      hadTrouble.current = false;
      announce(t('connectedAgain'));
    }
  }, [t, isTrouble, isConnected]);
}

/** Usually over before anybody could read it. */
function Connecting() {
  const t = useMessages(meetingMessages);
  const isShown = useDelay(2000);
  if (!isShown) return null;
  return (
    <p className={styles.notice}>
      <LoaderCircle {...ICON} className={styles.turning} />
      {t('mediaConnecting')}
    </p>
  );
}
