import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { z } from 'zod';
import {
  LINK_CLOSE,
  LINK_VERSION,
  linkChallenge,
  linkWelcome,
  toServer,
} from '../../contracts/nodeLink.ts';
import type {
  LinkIdentify,
  LinkWelcome,
  NodeAddress,
  ToNode,
  ToServer,
} from '../../contracts/nodeLink.ts';
import { Link, MAX_MESSAGE_BYTES, readMessage } from './Link.ts';
import { createNonce, isProof, prove } from './linkProof.ts';

const HANDSHAKE_LIMIT_MS = 3_000;

export interface DialOptions {
  address: NodeAddress;
  secret: string;
  identity: Pick<LinkIdentify, 'controllerId' | 'lastEvent' | 'adopts'>;
  /** Called at once with the welcome, so that no message behind it is missed. */
  handleUp: (link: Link<ToServer, ToNode>, welcome: LinkWelcome) => void;
  handleMessage: (message: ToServer) => void;
  /** Once: a link that was up went, or none could be had. */
  handleDown: (code: number, reason: string) => void;
}

/** The server's side of one link, from its handshake to its end. @returns gives it up */
export function dialNode(options: DialOptions): () => void {
  const { address, handleDown } = options;
  const socket = open(address);
  let failure = '';
  const limit = setTimeout(() => socket.terminate(), HANDSHAKE_LIMIT_MS);
  socket.on('error', (error) => {
    failure = error.message;
  });
  const handleClose = (code: number, reason: Buffer) => {
    clearTimeout(limit);
    handleDown(code, reason.toString() || failure);
  };
  socket.once('close', handleClose);
  socket.once('message', (challenge) => {
    const nonce = readMessage(linkChallenge, challenge)?.nonce;
    const version = readMessage(anyChallenge, challenge)?.version;
    if (version !== LINK_VERSION || nonce === undefined) {
      return socket.close(LINK_CLOSE.version, `this server speaks version ${LINK_VERSION}`);
    }
    const isGenuine = identify(socket, options, nonce);
    socket.once('message', (data) => {
      const welcome = readMessage(linkWelcome, data);
      if (!welcome || !isGenuine(welcome)) {
        return socket.close(LINK_CLOSE.unauthenticated, 'this is not the node that was meant');
      }
      clearTimeout(limit);
      socket.off('close', handleClose);
      const link = new Link<ToServer, ToNode>(socket, toServer, {
        handleMessage: options.handleMessage,
        handleClose: (code, reason) => handleDown(code, reason || failure),
      });
      options.handleUp(link, welcome);
    });
  });
  return () => socket.terminate();
}

/** Whatever a node of another version may say beside. */
const anyChallenge = z.object({ kind: z.literal('challenge'), version: z.int() });

function open(address: NodeAddress): WebSocket {
  const limits = { maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false };
  if (address.kind === 'tcp') {
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    const scheme = address.isSecure ? 'wss' : 'ws';
    return new WebSocket(`${scheme}://${host}:${address.port}/`, limits);
  }
  const createConnection = () => connect(address.path);
  return new WebSocket('ws://localhost/', { ...limits, createConnection });
}

/** @returns whether a welcome comes from who knows the secret too */
function identify(
  socket: WebSocket,
  { identity, secret }: DialOptions,
  nodeNonce: string,
): (welcome: LinkWelcome) => boolean {
  const { controllerId } = identity;
  const exchange = { nodeNonce, serverNonce: createNonce(), controllerId };
  const message: LinkIdentify = {
    kind: 'identify',
    version: LINK_VERSION,
    ...identity,
    nonce: exchange.serverNonce,
    proof: prove(secret, 'server', exchange),
  };
  socket.send(JSON.stringify(message));
  return ({ proof }) => isProof(proof, secret, 'node', exchange);
}
