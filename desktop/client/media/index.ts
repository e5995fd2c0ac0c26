import type { LocalMedia } from './localMedia.ts';

export type { LocalMedia, LocalMediaEvents } from './localMedia.ts';
export type {
  DeviceChoice,
  DeviceProblem,
  LocalMediaState,
  LocalSource,
} from './localMediaState.ts';

export declare function createLocalMedia(): LocalMedia;
