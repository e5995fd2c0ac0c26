export { createMedia } from './createMedia.ts';
export type { Media, MediaEvents, MediaOptions, PeerProducer } from './Media.ts';
