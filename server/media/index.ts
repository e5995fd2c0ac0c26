export { createMedia } from './createMedia.ts';
export type { Media, MediaEvents, MediaOptions } from './Media.ts';
