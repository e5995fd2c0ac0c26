import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createIceServers } from './createIceServers.ts';
import { deriveTurnSecret } from './turnSecret.ts';

const turn = { urls: ['turn:turn.example.org:3478'], secret: 'shared with coturn' };
const fixed = [{ urls: 'stun:stun.example.org' }];

test('without a relay only what was configured is told', () => {
  expect(createIceServers({ fixed, turn: null })('peer')).toEqual(fixed);
});

test('credentials are the relay’s to check: an expiry within the hour, and its HMAC', () => {
  const iceServers = createIceServers({ fixed, turn, now: () => 1_000_999 });
  const [first, relay] = iceServers('peer');
  expect(first).toEqual(fixed[0]);
  expect(relay).toEqual({
    urls: turn.urls,
    username: `${1000 + 3600}:peer`,
    credential: createHmac('sha1', turn.secret).update('4600:peer').digest('base64'),
  });
});

test('two peers never share a user name, by which coturn counts its quota', () => {
  const iceServers = createIceServers({ fixed: [], turn });
  expect(iceServers('a')[0]?.username).not.toBe(iceServers('b')[0]?.username);
});

test('the derived secret stays with the server’s own and does not tell it', () => {
  const serverSecret = new Uint8Array(32).fill(7);
  const secret = deriveTurnSecret(serverSecret);
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect(deriveTurnSecret(serverSecret)).toBe(secret);
  expect(deriveTurnSecret(new Uint8Array(32).fill(8))).not.toBe(secret);
});
