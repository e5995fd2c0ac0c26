import type { WebSocket } from 'ws';
import { z } from 'zod';
import { LINK_CLOSE, LINK_VERSION, linkIdentify } from '../../contracts/nodeLink.ts';
import type { LinkChallenge, LinkIdentify } from '../../contracts/nodeLink.ts';
import { createNonce, isProof } from './linkProof.ts';
import { readMessage } from './Link.ts';

const IDENTIFY_LIMIT_MS = 3_000;

/** Whatever a server of another version may say of itself beside. */
const anyIdentify = z.object({ kind: z.literal('identify'), version: z.int() });

export interface Received {
  identify: LinkIdentify;
  /** For the node's own proof. */
  nodeNonce: string;
}

/**
 * The node's side of the handshake.
 * @returns null for whoever is no server of ours; the socket is closed then
 */
export async function receiveServer(socket: WebSocket, secret: string): Promise<Received | null> {
  const nodeNonce = createNonce();
  const refuse = (code: number, reason: string): null => {
    socket.close(code, reason);
    return null;
  };
  const challenge: LinkChallenge = { kind: 'challenge', version: LINK_VERSION, nonce: nodeNonce };
  socket.send(JSON.stringify(challenge));
  const given = await firstMessage(socket);
  if (given === null) return refuse(LINK_CLOSE.unauthenticated, 'said nothing of itself');
  const version = anyIdentify.safeParse(given).data?.version;
  if (version !== undefined && version !== LINK_VERSION) {
    return refuse(LINK_CLOSE.version, `this node speaks version ${LINK_VERSION}, not ${version}`);
  }
  const identify = linkIdentify.safeParse(given).data;
  if (!identify) return refuse(LINK_CLOSE.violation, 'a message that is none of the contract');
  const { controllerId, nonce: serverNonce, proof } = identify;
  if (!isProof(proof, secret, 'server', { nodeNonce, serverNonce, controllerId })) {
    return refuse(LINK_CLOSE.unauthenticated, 'the secret differs');
  }
  return { identify, nodeNonce };
}

/** @returns null when none comes in time, or the socket closes */
function firstMessage(socket: WebSocket): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const limit = setTimeout(() => resolve(null), IDENTIFY_LIMIT_MS);
  socket.once('close', () => resolve(null));
  socket.once('message', (data) => resolve(readMessage(z.unknown(), data)));
  return promise.finally(() => clearTimeout(limit));
}
