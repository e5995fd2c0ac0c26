import { expect, it } from 'vitest';
import { MANY_RESTARTS, restartDelay } from './restartDelay.ts';

it('waits longer from one restart to the next, and goes on at a steady pace', () => {
  const delays = Array.from({ length: 3 * MANY_RESTARTS }, (_, attempt) => restartDelay(attempt));
  expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  // The dead one's backends are gone within milliseconds: the first attempt must not wait for long.
  expect(delays[0]).toBeLessThanOrEqual(100);
  expect(delays.at(-1)).toBe(delays[MANY_RESTARTS]);
});
