import { MonitorUp } from 'lucide-react';
import { memo } from 'react';
import { useMessages } from '../../../i18n/index.ts';
import { Button, classNames } from '../../../ui/index.ts';
import { useCommands, useMeetingState, useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { selectIsFrozen } from '../view/selectors.ts';
import { screenKey } from './stageTiles.ts';
import { TileActions } from './TileActions.tsx';
import { TileName } from './TileName.tsx';
import { TileNote } from './TileNote.tsx';
import { hasPicture, noteOf, remotePicture } from './tileState.ts';
import { TileVideo } from './TileVideo.tsx';
import styles from './Tile.module.css';

/** A shared screen, whole and never mirrored. One's own is not shown: a picture of itself, without end. */
export const ScreenTile = memo(function ScreenTile({ participantId }: { participantId: string }) {
  const t = useMessages(meetingMessages);
  const participant = useMeetingState(({ participants }) => participants[participantId]);
  const isSelf = useMeetingState(({ selfId }) => selfId === participantId);
  const isFrozen = useMeetingState(selectIsFrozen);
  const isPinned = useViewState(({ pinned }) => pinned === screenKey(participantId));
  const picture = useMeetingState(({ remoteScreens }) =>
    remotePicture(true, remoteScreens[participantId]),
  );
  if (participant === undefined) return null;

  const note = noteOf(picture, isFrozen);
  const name = isSelf ? t('yourScreen') : t('screenOf', { name: participant.displayName });
  const label = [name, note && t(note), isPinned && t('pinned')].filter(Boolean).join(', ');
  return (
    <div
      role="group"
      aria-label={label}
      data-participant-id={participantId}
      data-source="screen"
      className={classNames(styles.tile, styles.screen, isFrozen && !isSelf && styles.dimmed)}
    >
      {isSelf ? (
        <OwnScreen />
      ) : (
        <>
          <TileVideo
            participantId={participantId}
            source="screen"
            isCovered={!hasPicture(picture, 'screen')}
          />
          {picture === 'waiting' && <MonitorUp size={32} strokeWidth={1.5} aria-hidden="true" />}
          {note !== null && (
            <div className={styles.top}>
              <TileNote text={t(note)} />
            </div>
          )}
          <TileName name={name} isMicOn isPinned={isPinned} />
        </>
      )}
      <TileActions participant={participant} source="screen" />
    </div>
  );
});

function OwnScreen() {
  const t = useMessages(meetingMessages);
  const commands = useCommands();
  const hold = useMeetingState(({ ownHolds }) => ownHolds.screen);
  return (
    <div className={styles.ownScreen}>
      <MonitorUp size={32} strokeWidth={1.5} aria-hidden="true" />
      <p>{t(hold === null ? 'yourScreenText' : `ownHeld.${hold}`)}</p>
      <Button variant="danger" onPress={() => void commands.stopShare()}>
        {t('stopSharing')}
      </Button>
    </div>
  );
}
