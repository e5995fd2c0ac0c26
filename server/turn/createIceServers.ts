import { createHmac } from 'node:crypto';
import type { IceServer } from '../../shared/contracts/index.ts';

/**
 * Long enough for a client to gather its candidates again and again on a bad network, short enough that what
 * leaks is soon worth nothing. coturn keeps allocations that exist beyond it; each ICE restart brings fresh ones.
 */
const LIFETIME_S = 60 * 60;

export interface IceServerOptions {
  /** Handed on as they are. */
  fixed: readonly IceServer[];
  /** Relays that share `secret` with us; null: none. */
  turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  /** ms since the epoch */
  now?: () => number;
}

/**
 * What a client is told to gather candidates with. Credentials for the relays are made for one peer and one
 * hour, as draft-uberti-behave-turn-rest-00 has it: the user name is `<expiry, unix seconds>:<peer>`, the
 * password its HMAC-SHA1 under the secret, in base64. The relay can check both without asking us.
 */
export function createIceServers({ fixed, turn, now = Date.now }: IceServerOptions) {
  return (peerId: string): IceServer[] => {
    if (!turn) return [...fixed];
    const username = `${Math.floor(now() / 1000) + LIFETIME_S}:${peerId}`;
    const credential = createHmac('sha1', turn.secret).update(username).digest('base64');
    return [...fixed, { urls: [...turn.urls], username, credential }];
  };
}
