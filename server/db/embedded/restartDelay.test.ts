import { expect, it } from 'vitest';
import { restartDelay } from './restartDelay.ts';

it('waits longer from one restart to the next and gives up in the end', () => {
  const delays: number[] = [];
  for (let delayMs = restartDelay(0); delayMs !== null; delayMs = restartDelay(delays.length)) {
    delays.push(delayMs);
  }
  expect(delays).toEqual([...delays].sort((a, b) => a - b));
  expect(delays.length).toBeGreaterThanOrEqual(5);
  // The dead one's backends are gone within milliseconds: the first attempt must not wait for long.
  expect(delays[0]).toBeLessThanOrEqual(100);
});
