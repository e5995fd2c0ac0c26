export { createLocalMedia } from './createLocalMedia.ts';
export type { LocalMedia, LocalMediaEvents } from './localMedia.ts';
export type {
  DeviceChoice,
  DeviceProblem,
  LocalMediaState,
  LocalSource,
} from './localMediaState.ts';
