import type { Participant } from '../../../../../shared/contracts/index.ts';
import type { LocalSource } from '../../../media/index.ts';
import type { RemoteVideo } from '../meetingState.ts';

/**
 * What fills a tile: the picture, or the avatar in its place.
 * `paused` and `frozen`: there would be a picture, but the network does not carry it.
 */
export type TilePicture = 'none' | 'waiting' | 'playing' | 'paused' | 'frozen';

export function remotePicture(isOn: boolean, video: RemoteVideo | undefined): TilePicture {
  return isOn ? (video ?? 'waiting') : 'none';
}

export function ownPicture(camera: LocalSource): TilePicture {
  if (camera.kind === 'on') return 'playing';
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
