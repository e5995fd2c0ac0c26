import { randomUUID } from 'node:crypto';
import { parseOptions } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { AccessTokens } from './AccessTokens.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

test('a password is stored as argon2id with the parameters OWASP asks for', async () => {
  const stored = await hashPassword('correct horse battery');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(parseOptions(stored).saltLen).toBeGreaterThanOrEqual(16);
});

test('only the very password verifies', async () => {
  const stored = await hashPassword('correct horse battery');
  expect(await verifyPassword(stored, 'correct horse battery')).toBe(true);
  expect(await verifyPassword(stored, 'Correct horse battery')).toBe(false);
});

test('composed and decomposed letters are the same password', async () => {
  const stored = await hashPassword('cafe\u0301 au lait');
  expect(await verifyPassword(stored, 'caf\u00e9 au lait')).toBe(true);
});

test('an unknown account verifies nothing, not even the text its hash is made of', async () => {
  expect(await verifyPassword(null, 'nobody has this password')).toBe(false);
});

test('many log-ins at once do not keep an access token from being checked', async () => {
  const tokens = new AccessTokens(new Uint8Array(32), () => new Date());
  const { token } = await tokens.sign({ userId: randomUUID(), familyId: randomUUID() });
  let hashed = 0;
  const hashing = Array.from({ length: 24 }, () =>
    hashPassword('correct horse').then(() => hashed++),
  );
  await tokens.verify(token);
  // With every thread at passwords, it would come after all but the last few of them.
  expect(hashed).toBeLessThan(12);
  await Promise.all(hashing);
});
