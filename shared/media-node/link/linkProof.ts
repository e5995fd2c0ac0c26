import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What both sides know of one handshake; a proof is good for this one only. */
export interface Exchange {
  nodeNonce: string;
  serverNonce: string;
  controllerId: string;
}

export const createNonce = (): string => randomBytes(32).toString('hex');

/**
 * HMAC-SHA256 over the exchange, hexadecimal. Each side proves that it knows the secret without saying it,
 * and `side` keeps one from handing the other's proof back.
 */
export function prove(secret: string, side: 'server' | 'node', exchange: Exchange): string {
  const { nodeNonce, serverNonce, controllerId } = exchange;
  return createHmac('sha256', secret)
    .update(['parley media link', side, nodeNonce, serverNonce, controllerId].join('\n'))
    .digest('hex');
}

export function isProof(
  given: string,
  secret: string,
  side: 'server' | 'node',
  exchange: Exchange,
): boolean {
  const expected = Buffer.from(prove(secret, side, exchange), 'hex');
  const bytes = Buffer.from(given, 'hex');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
