export { createLocalMedia } from './createLocalMedia.ts';
export type { LocalMedia, LocalMediaEvents } from './localMedia.ts';
export type {
  DeviceChoice,
  DeviceProblem,
  LocalMediaState,
  LocalSource,
} from './localMediaState.ts';
export type { MediaTargets } from './session/mediaTargets.ts';
export { MediaSession } from './session/MediaSession.ts';
export { preloadMedia, type PreparedMedia, prepareMedia } from './session/preparedMedia.ts';
export type { RemoteVideoState, VideoHold } from './session/remoteVideo.ts';
