import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { SeatTokens } from './SeatTokens.ts';

const tokens = new SeatTokens(randomBytes(32));
const claim = { meetingId: randomUUID(), participantId: randomUUID() };

test('a token says which seat it is for', () => {
  expect(tokens.read(tokens.sign(claim))).toEqual(claim);
});

test('a token survives a restart with the same secret, and no other', () => {
  const secret = randomBytes(32);
  const token = new SeatTokens(secret).sign(claim);
  expect(new SeatTokens(secret).read(token)).toEqual(claim);
  expect(tokens.read(token)).toBeNull();
});

test('a token with any one character changed is nobody’s', () => {
  const token = tokens.sign(claim);
  for (let index = 0; index < token.length; index += 1) {
    const other = token[index] === 'A' ? 'B' : 'A';
    expect(tokens.read(token.slice(0, index) + other + token.slice(index + 1))).toBeNull();
  }
});

test.each(['', 'x', 'a.b.c', '\0', '💥', ' ', 'A'.repeat(86), 'A'.repeat(1024)])(
  'what was not signed here is nobody’s: %j',
  (token) => {
    expect(tokens.read(token)).toBeNull();
  },
);

test('a token has one spelling', () => {
  const token = tokens.sign(claim);
  for (const other of [
    `${token}=`,
    `${token}\n`,
    ` ${token}`,
    `${token.slice(0, 5)}!${token.slice(5)}`,
  ]) {
    expect(tokens.read(other)).toBeNull();
  }
});
