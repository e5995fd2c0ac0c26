export { createMedia } from './createMedia.ts';
export { startMediaNode } from './startMediaNode.ts';
export type { Media, MediaEvents, MediaOptions, PeerProducer, RestoredRoom } from './Media.ts';
