import { AppError } from '../../shared/errors.ts';
import { MediaNode, PortInUseError } from '../../shared/media-node/index.ts';
import type { MediaOptions } from './Media.ts';

/**
 * A media node in this process.
 * @throws AppError `media_unavailable`, with what to do about it
 */
export async function startWorkers(
  options: Omit<MediaOptions, 'iceServers' | 'node'>,
): Promise<MediaNode> {
  try {
    return await MediaNode.create(options);
  } catch (cause) {
    if (cause instanceof PortInUseError) {
      const { basePort, workers } = options;
      const needed = workers === 1 ? 'one port' : `${workers} ports from it on`;
      throw new AppError(
        'media_unavailable',
        `Port ${cause.port} for media is in use. Set PARLEY_MEDIA_PORT (now ${basePort}) to another; ${needed} must be free for UDP and TCP.`,
        { cause },
      );
    }
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'media_unavailable',
      `The media worker did not start: ${reason}. See that mediasoup is installed, or that MEDIASOUP_WORKER_BIN names its worker.`,
      { cause },
    );
  }
}
