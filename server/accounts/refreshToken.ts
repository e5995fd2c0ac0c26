import { createHash, randomBytes } from 'node:crypto';

export interface RefreshToken {
  token: string;
  hash: Buffer;
}

export function createRefreshToken(): RefreshToken {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: hashOfToken(token) };
}

/** Tokens are 256 random bits: a fast hash keeps them as safe as a slow one would. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
