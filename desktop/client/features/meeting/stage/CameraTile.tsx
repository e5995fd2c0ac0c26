import { memo } from 'react';
import { Avatar, classNames } from '../../../ui/index.ts';
import { useMessages } from '../../../i18n/index.ts';
import { useLocalMediaState, useMeetingState, useViewState } from '../MeetingContext.ts';
import { meetingMessages } from '../messages.ts';
import { selectIsFrozen } from '../view/selectors.ts';
import { SpeakingRing } from './SpeakingRing.tsx';
import { cameraKey } from './stageTiles.ts';
import { TileActions } from './TileActions.tsx';
import { TileBadges } from './TileBadges.tsx';
import { TileName } from './TileName.tsx';
import { TileNote } from './TileNote.tsx';
import {
  hasPicture,
  noteOf,
  ownPicture,
  remotePicture,
  tileFacts,
  type TilePicture,
} from './tileState.ts';
import { TileVideo } from './TileVideo.tsx';
import styles from './Tile.module.css';

export interface CameraTileProps {
  participantId: string;
  /** Pixels. */
  avatarSize: number;
}

/** One person: the camera, or the avatar while there is no picture. */
export const CameraTile = memo(function CameraTile({ participantId, avatarSize }: CameraTileProps) {
  const t = useMessages(meetingMessages);
  const participant = useMeetingState(({ participants }) => participants[participantId]);
  const isSelf = useMeetingState(({ selfId }) => selfId === participantId);
  const isSpeaking = useMeetingState(({ activeSpeakerId }) => activeSpeakerId === participantId);
  const isActingHost = useMeetingState(({ actingHostId }) => actingHostId === participantId);
  const isFrozen = useMeetingState(selectIsFrozen);
  const isPinned = useViewState(({ pinned }) => pinned === cameraKey(participantId));
  const picture = usePicture(participantId);
  const ownMic = useLocalMediaState(({ mic }) => mic.kind);
  if (participant === undefined) return null;

  const isMicOn = isSelf ? ownMic === 'on' : participant.isMicOn;
  const isPictured = hasPicture(picture, 'camera');
  const note = noteOf(picture, isFrozen);
  const name = isSelf
    ? t('nameAndYou', { name: participant.displayName })
    : participant.displayName;
  const state = {
    isMicOn,
    hasPicture: isPictured || note !== null,
    isSpeaking,
    isPinned,
    isActingHost,
  };
  const facts = tileFacts({ participant, ...state });
  const isDimmed = !isSelf && (isFrozen || participant.presence === 'reconnecting');

  return (
    <div
      role="group"
      aria-label={[name, ...facts.map((fact) => t(fact)), ...(note ? [t(note)] : [])].join(', ')}
      data-participant-id={participantId}
      data-source="camera"
      className={classNames(
        styles.tile,
        isPictured && !isDimmed && styles.pictured,
        isDimmed && styles.dimmed,
      )}
    >
      {picture !== 'none' && (
        <TileVideo participantId={participantId} source="camera" isCovered={!isPictured} />
      )}
      {!isPictured && (
        <span className={styles.avatar}>
          <Avatar
            name={participant.displayName}
            colourKey={participant.userId ?? participant.id}
            src={participant.avatarUrl}
            size={avatarSize}
          />
        </span>
      )}
      {isMicOn && <SpeakingRing participantId={participantId} />}
      <div className={styles.top}>
        {note !== null && <TileNote text={t(note)} />}
        <TileBadges participant={participant} isActingHost={isActingHost} />
      </div>
      <TileName name={name} isMicOn={isMicOn} isPinned={isPinned} />
      <TileActions participant={participant} source="camera" />
    </div>
  );
});

function usePicture(participantId: string): TilePicture {
  const isSelf = useMeetingState(({ selfId }) => selfId === participantId);
  const remote = useMeetingState(({ participants, remoteCameras }) =>
    remotePicture(participants[participantId]?.isCameraOn ?? false, remoteCameras[participantId]),
  );
  const hold = useMeetingState(({ ownHolds }) => ownHolds.camera);
  const own = useLocalMediaState(({ camera }) => ownPicture(camera, hold));
  return isSelf ? own : remote;
}
