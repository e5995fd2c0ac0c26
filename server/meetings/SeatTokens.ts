import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { SeatClaim } from './records.ts';

const ID_BYTES = 16;
const MAC_BYTES = 32;

/**
 * Signs and reads seat tokens: base64url of meeting id, participant id and HMAC-SHA256 over both, 86
 * characters. A token does not expire by itself: what it opens ends with the seat and the meeting,
 * which are looked up at each use.
 */
export class SeatTokens {
  readonly #key: Uint8Array;

  /** @param secret The server's own, at least 32 bytes; what is signed gets a key of its own from it. */
  constructor(secret: Uint8Array) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'parley seat token v1', 32));
  }

  sign({ meetingId, participantId }: SeatClaim): string {
    const claim = Buffer.concat([toBytes(meetingId), toBytes(participantId)]);
    return Buffer.concat([claim, this.#mac(claim)]).toString('base64url');
  }

  /** @returns null for whatever this server did not sign */
  read(token: string): SeatClaim | null {
    const bytes = Buffer.from(token, 'base64url');
    // The decoder skips what is not base64url: one token has one spelling only.
    if (bytes.length !== 2 * ID_BYTES + MAC_BYTES || bytes.toString('base64url') !== token) {
      return null;
    }
    const claim = bytes.subarray(0, 2 * ID_BYTES);
    if (!timingSafeEqual(bytes.subarray(2 * ID_BYTES), this.#mac(claim))) return null;
    return {
      meetingId: toUuid(claim.subarray(0, ID_BYTES)),
      participantId: toUuid(claim.subarray(ID_BYTES)),
    };
  }

  #mac(claim: Uint8Array): Buffer {
    return createHmac('sha256', this.#key).update(claim).digest();
  }
}

function toBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function toUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
