import { RemoteNode } from '../../shared/media-node/index.ts';
import type { Media, MediaOptions } from './Media.ts';
import { MediaServer } from './MediaServer.ts';
import type { NodeDriver } from './NodeDriver.ts';
import { startWorkers } from './startWorkers.ts';

/**
 * @throws AppError `media_unavailable`, with what to do about it, when the workers cannot be started, or the
 * node in another process refuses this server. One that cannot be reached is dialled until it can.
 */
export async function createMedia({
  iceServers,
  node: remote,
  ...options
}: MediaOptions): Promise<Media> {
  const { log } = options;
  const node: NodeDriver = remote
    ? await RemoteNode.create({ ...remote, log })
    : await startWorkers(options);
  return new MediaServer({ node, iceServers, log });
}
