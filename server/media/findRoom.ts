import type { DescribedConsumer, DescribedRoom } from '../../shared/contracts/mediaNode.ts';
import { readPeerLabel } from './peerLabel.ts';
import type { RoomNode } from './RoomNode.ts';

type DescribedTransport = DescribedRoom['transports'][number];

export interface FoundPeer {
  peerId: string;
  note: string;
  send: DescribedTransport;
  recv: DescribedTransport;
  consumers: DescribedConsumer[];
}

/** What a server before this one has left of a room on a node. */
export interface FoundRoom {
  peers: FoundPeer[];
  producers: DescribedRoom['producers'];
  speakerProducerId: string | null;
}

/**
 * Asks a node what a room holds. A transport that no session has taken up, as of a join that was under way
 * when the server went, is closed.
 */
export async function findRoom(node: RoomNode): Promise<FoundRoom> {
  const { roomId } = node;
  const { transports, producers, speakerProducerId } = await node.run('room:describe', { roomId });
  const pairs = toPairs(transports);
  const kept = new Set(pairs.flatMap(({ send, recv }) => [send, recv]));
  for (const transport of transports) {
    if (kept.has(transport)) continue;
    node.end('transport:close', { roomId, transportId: transport.transportId });
  }
  const peers = await Promise.all(
    pairs.map(async (pair) => {
      const { transportId } = pair.recv;
      const { consumers } = await node.run('transport:describe', { roomId, transportId });
      return { ...pair, consumers };
    }),
  );
  return { peers, producers, speakerProducerId };
}

/** A peer has one transport each way; of one who is there twice the first is taken. */
function toPairs(transports: readonly DescribedTransport[]): Omit<FoundPeer, 'consumers'>[] {
  const peers = new Map<string, Partial<FoundPeer>>();
  for (const transport of transports) {
    const label = transport.label === null ? null : readPeerLabel(transport.label);
    if (!label) continue;
    const peer: Partial<FoundPeer> = peers.get(label.peerId) ?? label;
    peer[transport.direction] ??= transport;
    peers.set(label.peerId, peer);
  }
  return [...peers.values()].flatMap(({ peerId, note, send, recv }) =>
    peerId !== undefined && note !== undefined && send && recv
      ? [{ peerId, note, send, recv }]
      : [],
  );
}
