import { z } from 'zod';
import { wireError } from './common.ts';
import { rtpCapabilities } from './media.ts';
import { NODE_COMMANDS, NODE_EVENTS } from './mediaNode.ts';

/**
 * What travels between a server and a media node that runs elsewhere: JSON, one message per WebSocket
 * message. The node speaks first (`challenge`), the server answers (`identify`), and after `welcome`
 * commands go one way, answers and events the other. A change that the other side would misread
 * bumps LINK_VERSION.
 */
export const LINK_VERSION = 1;

/** Why a link was closed by the node, as WebSocket close codes. */
export const LINK_CLOSE = {
  violation: 4400,
  unauthenticated: 4401,
  /** Another server has taken the node over. */
  replaced: 4409,
  version: 4426,
} as const;

/** 32 random bytes, and an HMAC-SHA256, as hexadecimal digits. */
const nonce = z.string().regex(/^[0-9a-f]{64}$/);
const proof = nonce;
const sequence = z.int().nonnegative();

export const linkChallenge = z.object({
  kind: z.literal('challenge'),
  version: z.int(),
  nonce,
});
export type LinkChallenge = z.infer<typeof linkChallenge>;

export const linkIdentify = z.object({
  kind: z.literal('identify'),
  version: z.int(),
  /** Made by the server for as long as it believes in what the node holds for it. */
  controllerId: z.uuid(),
  nonce,
  proof,
  /** The last event that it has heard of this controller's. */
  lastEvent: sequence,
  /** Whether it takes up what another server has left; else the node closes that. */
  adopts: z.boolean(),
});
export type LinkIdentify = z.infer<typeof linkIdentify>;

export const linkWelcome = z.object({
  kind: z.literal('welcome'),
  proof,
  /** Another one: the node was started anew, and holds nothing of what it held. */
  instanceId: z.uuid(),
  /** Whether the node knows this controller; what was asked and told is then repeated, and nothing is lost. */
  isResumed: z.boolean(),
  /** How long the node keeps rooms without a server, milliseconds. */
  graceMs: z.int().positive(),
  workers: z.object({ live: z.int().nonnegative(), wanted: z.int().positive() }),
  rtpCapabilities,
});
export type LinkWelcome = z.infer<typeof linkWelcome>;

export const toNode = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    /** Counts up from 1 for each controller; the same number is carried out once. */
    id: z.int().positive(),
    name: z.enum(NODE_COMMANDS),
    input: z.unknown(),
  }),
  /** Every event up to `event` was heard, and every answer to a command before `command`: none is repeated. */
  z.object({ kind: z.literal('settled'), event: sequence, command: sequence }),
]);
export type ToNode = z.infer<typeof toNode>;

export const toServer = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    id: z.int().positive(),
    reply: z.discriminatedUnion('ok', [
      z.object({ ok: z.literal(true), data: z.unknown() }),
      z.object({ ok: z.literal(false), error: wireError }),
    ]),
  }),
  z.object({
    kind: z.literal('event'),
    sequence: z.int().positive(),
    name: z.enum(NODE_EVENTS),
    payload: z.unknown(),
  }),
]);
export type ToServer = z.infer<typeof toServer>;
export type LinkReply = Extract<ToServer, { kind: 'answer' }>['reply'];

export type NodeAddress =
  { kind: 'unix'; path: string } | { kind: 'tcp'; host: string; port: number; isSecure: boolean };

const UNIX_ADDRESS = /^unix:(\/[^\0]{1,100})$/;
const TCP_ADDRESS = /^(wss?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9.-]+):(\d{1,5})\/?$/i;

/** Where a node listens: `unix:/run/parley/node.sock`, `ws://10.0.0.5:4500`, or `wss://…` behind a proxy with TLS. */
export const nodeAddress = z
  .string()
  .transform(parseAddress)
  .refine((address) => address !== null);

function parseAddress(text: string): NodeAddress | null {
  const path = UNIX_ADDRESS.exec(text)?.[1];
  if (path !== undefined) return { kind: 'unix', path };
  const [, scheme = '', name = '', digits = ''] = TCP_ADDRESS.exec(text) ?? [];
  const port = Number(digits);
  if (scheme === '' || port < 1 || port > 65_535) return null;
  const host = name.replace(/^\[|\]$/g, '');
  return { kind: 'tcp', host, port, isSecure: scheme.toLowerCase() === 'wss' };
}

/** What a link over the network is protected with has at least so many bytes. */
export const MIN_LINK_SECRET_BYTES = 32;
