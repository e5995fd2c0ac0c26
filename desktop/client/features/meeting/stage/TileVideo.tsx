import { useEffect, useRef } from 'react';
import { classNames } from '../../../ui/index.ts';
import { useMeeting, useMeetingState } from '../MeetingContext.ts';
import type { Tile } from './stageTiles.ts';
import styles from './Tile.module.css';

export interface TileVideoProps extends Tile {
  /** Covered while there is no picture to see; mounted all the same, so that its size is known. */
  isCovered: boolean;
}

export function TileVideo({ participantId, source, isCovered }: TileVideoProps) {
  const ref = useRef<HTMLVideoElement>(null);
  const { session, localMedia } = useMeeting();
  const isSelf = useMeetingState(({ selfId }) => selfId === participantId);

  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    return isSelf
      ? localMedia.attachPreview(element, source)
      : session.commands.attachVideo(participantId, source, element);
  }, [isSelf, participantId, source, localMedia, session]);

  return (
    <video
      ref={ref}
      data-participant-id={participantId}
      data-source={source}
      className={classNames(
        styles.video,
        source === 'screen' && styles.whole,
        isSelf && source === 'camera' && styles.mirrored,
        isCovered && styles.covered,
      )}
      // What is heard comes from audio elements of the session; the tile itself names the person.
      muted
      autoPlay
      playsInline
      disablePictureInPicture
      aria-hidden="true"
      tabIndex={-1}
    />
  );
}
