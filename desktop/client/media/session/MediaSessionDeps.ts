import type { MediaSource, ProducerHold } from '../../../../shared/contracts/index.ts';
import type { AppError } from '../../../../shared/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Caller } from '../../signaling/index.ts';
import type { LocalMedia } from '../localMedia.ts';
import type { MediaTargets } from './mediaTargets.ts';
import type { PathHealth } from './pathHealth.ts';
import type { PreparedMedia } from './preparedMedia.ts';
import type { RemoteVideoState } from './remoteVideo.ts';
import type { VideoSource } from './RemoteVideos.ts';

export type MediaPath = PathHealth['kind'] | 'unavailable';

export interface MediaSessionDeps {
  caller: Caller;
  clock: Clock;
  localMedia: Pick<LocalMedia, 'store' | 'track' | 'on'>;
  /** What was made in the lobby; null when no media node was up then. */
  prepared: Promise<PreparedMedia | null>;
  onPath(path: MediaPath): void;
  /** Where pictures and sound are sent from now on. */
  onTargets(targets: MediaTargets): void;
  onRemoteVideo(participantId: string, source: VideoSource, state: RemoteVideoState | null): void;
  /** One's own video is on and cannot be sent for now; null: it is sent again. */
  onOwnHold(source: VideoSource, reason: ProducerHold | null): void;
  onAudioBlocked(isBlocked: boolean): void;
  onRefused(source: MediaSource, error: AppError): void;
  /** A host turned off what is on here, while nothing could be heard. */
  onTakenAway(source: MediaSource): void;
}
