import type { Participant, ProducerHold } from '../../../../../shared/contracts/index.ts';
import type { LocalSource, VideoHold } from '../../../media/index.ts';
import type { RemoteVideo } from '../meetingState.ts';

/**
 * What fills a tile: the picture, or the avatar in its place.
 * `paused`, `frozen` and `held`: there would be a picture, but it does not come; `ownHeld`: one's own,
 * which one sees oneself, does not reach the others.
 */
export type TilePicture = 'none' | RemoteVideo | `ownHeld:${ProducerHold}`;

/** Key of the message that says why the picture is not what it should be. */
export type PictureNote =
  'videoPaused' | 'videoFrozen' | `held.${VideoHold}` | `ownHeld.${ProducerHold}`;

const NOTES: Readonly<Record<TilePicture, PictureNote | null>> = {
  none: null,
  waiting: null,
  playing: null,
  paused: 'videoPaused',
  frozen: 'videoFrozen',
  'held:connection': 'held.connection',
  'held:computer': 'held.computer',
  'held:senderConnection': 'held.senderConnection',
  'held:senderComputer': 'held.senderComputer',
  'ownHeld:connection': 'ownHeld.connection',
  'ownHeld:computer': 'ownHeld.computer',
};

/** @param isFrozen the whole stage stands still, for a reason that is said once for all of it */
export function noteOf(picture: TilePicture, isFrozen: boolean): PictureNote | null {
  return isFrozen ? null : NOTES[picture];
}

/** @param source of a screen that is held the last picture stays: it may still be read */
export function hasPicture(picture: TilePicture, source: 'camera' | 'screen'): boolean {
  if (picture === 'playing' || picture === 'frozen' || picture.startsWith('ownHeld:')) return true;
  return source === 'screen' && picture.startsWith('held:');
}

export function remotePicture(isOn: boolean, video: RemoteVideo | undefined): TilePicture {
  return isOn ? (video ?? 'waiting') : 'none';
}

export function ownPicture(camera: LocalSource, hold: ProducerHold | null): TilePicture {
  if (camera.kind === 'on') return hold === null ? 'playing' : `ownHeld:${hold}`;
  return camera.kind === 'starting' ? 'waiting' : 'none';
}

/** Facts that are read after the name, the most urgent first; keys of the messages. */
export type TileFact =
  'speaking' | 'handRaised' | 'micOff' | 'cameraOff' | 'reconnecting' | 'pinned' | 'actsAsHost';

export interface TileFactsInput {
  participant: Participant;
  isMicOn: boolean;
  hasPicture: boolean;
  isSpeaking: boolean;
  isPinned: boolean;
  isActingHost: boolean;
}

export function tileFacts(input: TileFactsInput): TileFact[] {
  const { participant, isMicOn, hasPicture, isSpeaking, isPinned, isActingHost } = input;
  const holds: Record<TileFact, boolean> = {
    reconnecting: participant.presence === 'reconnecting',
    speaking: isSpeaking,
    micOff: !isMicOn,
    cameraOff: !hasPicture,
    handRaised: participant.handRaisedAt !== null,
    actsAsHost: isActingHost,
    pinned: isPinned,
  };
  const order: TileFact[] = [
    'reconnecting',
    'speaking',
    'micOff',
    'cameraOff',
    'handRaised',
    'actsAsHost',
    'pinned',
  ];
  return order.filter((fact) => holds[fact]);
}
