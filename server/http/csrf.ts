import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';

export const CSRF_HEADER = 'x-parley-csrf';

/**
 * CSRF tokens are made from the session that they protect: one planted by somebody else fits no other session,
 * all tabs of a browser share one, and nothing needs to be stored.
 */
export class CsrfTokens {
  readonly #key: Uint8Array;

  /** @param secret The server's own, at least 32 bytes. */
  constructor(secret: Uint8Array) {
    this.#key = new Uint8Array(hkdfSync('sha256', secret, '', 'parley csrf token v1', 32));
  }

  of(familyId: string): string {
    return createHmac('sha256', this.#key).update(familyId).digest('base64url');
  }

  matches(familyId: string, token: string): boolean {
    const expected = Buffer.from(this.of(familyId));
    const given = Buffer.from(token);
    return expected.length === given.length && timingSafeEqual(expected, given);
  }
}

/**
 * Whether the page that a browser sent this request from is ours. Requests without `Origin` come from programs
 * or old browsers; the token alone speaks for them.
 * @param host The `Host` that was asked, so that any name or address of the server is its own origin.
 */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string,
): boolean {
  if (origin === undefined) return true;
  if (origin === publicUrl) return true;
  const url = URL.parse(origin);
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.host === host;
}
