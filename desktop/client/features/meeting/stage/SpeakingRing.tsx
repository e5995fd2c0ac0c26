import { useEffect, useRef } from 'react';
import { useMeeting, useMeetingState } from '../MeetingContext.ts';
import { ringOpacity } from './speakingRing.ts';
import styles from './Tile.module.css';

/** Follows the audio level ten times a second, so it writes its style itself, around React. */
export function SpeakingRing({ participantId }: { participantId: string }) {
  const ref = useRef<HTMLSpanElement>(null);
  const { session, localMedia } = useMeeting();
  const isSelf = useMeetingState(({ selfId }) => selfId === participantId);

  useEffect(() => {
    const show = (level: number) => {
      if (ref.current !== null) ref.current.style.opacity = String(ringOpacity(level));
    };
    return isSelf
      ? localMedia.subscribeMicLevel(show)
      : session.commands.subscribeLevel(participantId, show);
  }, [isSelf, participantId, localMedia, session]);

  return <span ref={ref} className={styles.ring} aria-hidden="true" />;
}
