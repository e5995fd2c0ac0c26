import type { MediaNode } from '../../shared/media-node/index.ts';

/** What this feature needs of a node; the server's own is driven in-process. */
export type NodeDriver = Pick<
  MediaNode,
  'run' | 'on' | 'liveWorkers' | 'rtpCapabilities' | 'close'
>;
