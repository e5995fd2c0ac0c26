import { expect, it } from 'vitest';
import { createNonce, isProof, prove } from './linkProof.ts';

const secret = 'a secret of thirty-two bytes or more';
const exchange = { nodeNonce: createNonce(), serverNonce: createNonce(), controllerId: 'c' };

it('a proof is taken from who knows the secret', () => {
  expect(isProof(prove(secret, 'server', exchange), secret, 'server', exchange)).toBe(true);
  expect(isProof(prove(`${secret}!`, 'server', exchange), secret, 'server', exchange)).toBe(false);
});

it('a proof of an earlier handshake is worth nothing in the next', () => {
  const earlier = prove(secret, 'server', exchange);
  expect(isProof(earlier, secret, 'server', { ...exchange, nodeNonce: createNonce() })).toBe(false);
});

it("a server's proof handed back does not pass for the node's", () => {
  expect(isProof(prove(secret, 'server', exchange), secret, 'node', exchange)).toBe(false);
});

it.each(['', '00', 'not hexadecimal', prove(secret, 'server', exchange).slice(2)])(
  'a proof that is too short or no proof at all is refused: "%s"',
  (given) => expect(isProof(given, secret, 'server', exchange)).toBe(false),
);
