import { SignJWT, UnsecuredJWT } from 'jose';
import { expect, test } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_MS, AccessTokens } from './AccessTokens.ts';

const claims = {
  userId: '0197a000-0000-4000-8000-000000000001',
  familyId: '0197a000-0000-4000-8000-000000000002',
};
const secret = new Uint8Array(32).fill(7);
let now = new Date('2026-11-21T08:00:00Z');
const tokens = new AccessTokens(secret, () => now);

test('a token says who it was signed for, until it expires', async () => {
  now = new Date('2026-11-21T08:00:00Z');
  const { token, expiresAt } = await tokens.sign(claims);
  expect(await tokens.verify(token)).toEqual(claims);
  expect(expiresAt.getTime() - now.getTime()).toBe(ACCESS_TOKEN_LIFETIME_MS);

  now = expiresAt;
  await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'token_expired' });
});

test('nothing but our own signature is believed', async () => {
  now = new Date('2026-11-21T08:00:00Z');
  const foreign = new AccessTokens(new Uint8Array(32).fill(8), () => now);
  const payload = { sub: claims.userId, sid: claims.familyId };
  const unsigned = new UnsecuredJWT(payload)
    .setIssuer('parley')
    .setAudience('parley-api')
    .setExpirationTime('1h')
    .encode();
  // Signed with the secret itself instead of the key made from it for this purpose.
  const withRootKey = await new SignJWT(payload)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer('parley')
    .setAudience('parley-api')
    .setExpirationTime('1h')
    .sign(secret);
  const forged = [(await foreign.sign(claims)).token, unsigned, withRootKey, '', 'a.b.c'];
  for (const token of forged) {
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  }
});
