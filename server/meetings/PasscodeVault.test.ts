import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { PasscodeVault } from './PasscodeVault.ts';

const vault = new PasscodeVault(randomBytes(32));

test('a sealed passcode is opened as it was, for the host to read out', () => {
  expect(vault.open('m1', vault.seal('m1', 'Grüße 密码 1'))).toBe('Grüße 密码 1');
});

test('what is stored does not show the passcode, nor that two are the same', () => {
  const sealed = vault.seal('m1', 'open sesame');
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('sesame');
  expect(vault.seal('m1', 'open sesame')).not.toBe(sealed);
});

test('a passcode sealed for one meeting does not open another', () => {
  const sealed = vault.seal('m1', 'secret');
  expect(vault.matches('m1', sealed, 'secret')).toBe(true);
  expect(vault.matches('m2', sealed, 'secret')).toBe(false);
});

test.each(['secre', 'secret ', 'Secret', '', 'secret\0'])('%j is not the passcode', (given) => {
  expect(vault.matches('m1', vault.seal('m1', 'secret'), given)).toBe(false);
});

test('without its key a passcode is lost and opens to nobody', () => {
  const sealed = new PasscodeVault(randomBytes(32)).seal('m1', 'secret');
  expect(vault.open('m1', sealed)).toBeNull();
  expect(vault.matches('m1', sealed, 'secret')).toBe(false);
});

test.each(['', 'AAAA', 'not base64 at all'])('a damaged row %j opens to nobody', (sealed) => {
  expect(vault.open('m1', sealed)).toBeNull();
});
