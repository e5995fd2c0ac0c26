import type { MediaOffer, TransportOptions } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { MediaPeer } from './MediaPeer.ts';
import type { RoomNode } from './RoomNode.ts';

/**
 * Both transports of a peer, opened side by side, and connected where the offer has fingerprints [M1].
 * When one fails, or the peer is closed meanwhile, none stays.
 */
export async function openTransports(
  node: RoomNode,
  peer: MediaPeer,
  { rtpCapabilities, dtls }: MediaOffer,
): Promise<{ send: TransportOptions; recv: TransportOptions }> {
  const { roomId } = node;
  const results = await Promise.allSettled([
    node.run('transport:open', {
      roomId,
      use: { direction: 'send' },
      ...(dtls && { dtlsParameters: dtls.send }),
    }),
    node.run('transport:open', {
      roomId,
      use: { direction: 'recv', rtpCapabilities },
      ...(dtls && { dtlsParameters: dtls.recv }),
    }),
  ]);
  const [send, recv] = results;
  if (send.status === 'fulfilled' && recv.status === 'fulfilled' && !peer.isClosed) {
    return { send: send.value, recv: recv.value };
  }
  for (const result of results) {
    if (result.status === 'rejected') continue;
    node.end('transport:close', { roomId, transportId: result.value.id });
  }
  const failed = results.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  throw new AppError('media_rejected', 'The media of this session was closed meanwhile.');
}
