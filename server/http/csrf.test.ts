import { expect, test } from 'vitest';
import { CsrfTokens, isOwnOrigin } from './csrf.ts';

const tokens = new CsrfTokens(new Uint8Array(32).fill(1));

test('a token fits its own session on its own server only', () => {
  const token = tokens.of('family-a');
  expect(tokens.matches('family-a', token)).toBe(true);
  expect(tokens.matches('family-b', token)).toBe(false);
  expect(new CsrfTokens(new Uint8Array(32).fill(2)).matches('family-a', token)).toBe(false);
  expect(tokens.matches('family-a', '')).toBe(false);
});

const publicUrl = 'https://meet.example.org';

test.each([
  ['no origin: not a browser', undefined, 'meet.example.org', true],
  ['the public address', publicUrl, '127.0.0.1:8080', true],
  ['whatever address was asked', 'http://192.168.1.5:8080', '192.168.1.5:8080', true],
  ['another site', 'https://evil.example', 'meet.example.org', false],
  ['another port of this host', 'http://192.168.1.5:9090', '192.168.1.5:8080', false],
  ['a sandboxed page', 'null', 'meet.example.org', false],
  ['the desktop app, which uses no cookies', 'app://parley', 'parley', false],
])('origin is %s', (_name, origin, host, isOwn) => {
  expect(isOwnOrigin(origin, host, publicUrl)).toBe(isOwn);
});
