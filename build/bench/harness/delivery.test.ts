import { expect, it } from 'vitest';
import { assertDelivered } from './delivery.ts';

it('passes when enough arrived', () => {
  expect(() => assertDelivered('packets', 1000, 999, 0.999)).not.toThrow();
});

it.each([
  ['too little arrived', 1000, 998],
  ['nothing was sent', 0, 0],
  ['things were counted twice', 1000, 2000],
  ['nothing sensible was counted', 1000, NaN],
])('fails when %s', (_why, sent, received) => {
  expect(() => assertDelivered('packets', sent, received, 0.999)).toThrow('packets');
});
