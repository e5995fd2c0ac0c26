import type { NodeAddress } from '../../shared/contracts/nodeLink.ts';
import { AppError } from '../../shared/errors.ts';
import { ListenError, NodeHost } from '../../shared/media-node/index.ts';
import type { MediaOptions } from './Media.ts';
import { startWorkers } from './startWorkers.ts';

export interface MediaNodeOptions extends Omit<MediaOptions, 'iceServers' | 'node'> {
  address: NodeAddress;
  /** Empty: none is asked for, which a unix socket allows. */
  secret: string;
  /** How long rooms are kept while no server is there, milliseconds. */
  graceMs: number;
}

/**
 * A media node that a server in another process drives.
 * @throws AppError `media_unavailable`, with what to do about it
 * @returns stops it; resolves when the workers' processes have gone
 */
export async function startMediaNode(options: MediaNodeOptions): Promise<() => Promise<void>> {
  const { address, secret, graceMs, log } = options;
  const node = await startWorkers(options);
  try {
    const host = await NodeHost.listen({ node, address, secret, graceMs, log });
    return async () => {
      await host.close();
      await node.close();
    };
  } catch (error) {
    await node.close();
    if (!(error instanceof ListenError)) throw error;
    const cause = { cause: error };
    throw new AppError('media_unavailable', `PARLEY_MEDIA_NODE ${error.message}`, cause);
  }
}
