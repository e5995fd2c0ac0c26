import { hkdfSync, webcrypto } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

export const ACCESS_TOKEN_LIFETIME_MS = 15 * 60 * 1000;

const ALGORITHM = 'HS256';
const ISSUER = 'parley';
const AUDIENCE = 'parley-api';

const claims = z.object({ sub: z.uuid(), sid: z.uuid() });

export interface AccessClaims {
  userId: string;
  familyId: string;
}

/**
 * Signs and checks access tokens. They say who and which session, not what that person may do: roles and bans
 * are looked up, so that a change counts at once.
 */
export class AccessTokens {
  readonly #key: Promise<webcrypto.CryptoKey>;
  readonly #now: () => Date;

  /** @param secret The server's own, at least 32 bytes. */
  constructor(secret: Uint8Array, now: () => Date) {
    const bytes = new Uint8Array(hkdfSync('sha256', secret, '', 'parley access token v1', 32));
    // Imported once: from bytes, jose would do so for each token.
    const hmac = { name: 'HMAC', hash: 'SHA-256' };
    this.#key = webcrypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
    this.#now = now;
  }

  async sign({ userId, familyId }: AccessClaims): Promise<{ token: string; expiresAt: Date }> {
    const now = this.#now();
    const expiresAt = new Date(now.getTime() + ACCESS_TOKEN_LIFETIME_MS);
    const token = await new SignJWT({ sid: familyId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(userId)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt(now)
      .setExpirationTime(expiresAt)
      .sign(await this.#key);
    return { token, expiresAt };
  }

  /** @throws AppError `token_expired`, `unauthenticated` */
  async verify(token: string): Promise<AccessClaims> {
    try {
      const { payload } = await jwtVerify(token, await this.#key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['exp'],
        currentDate: this.#now(),
      });
      const { sub, sid } = claims.parse(payload);
      return { userId: sub, familyId: sid };
    } catch (cause) {
      if (cause instanceof errors.JWTExpired) {
        throw new AppError('token_expired', 'The access token has expired; refresh it.', { cause });
      }
      throw new AppError('unauthenticated', 'Sign in first.', { cause });
    }
  }
}
