export { createMedia } from './createMedia.ts';
export type { Media, MediaEvents, MediaLog, MediaOptions, ProduceInput } from './Media.ts';
