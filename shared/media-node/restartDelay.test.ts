import { expect, it } from 'vitest';
import { countFailures, restartDelay } from './restartDelay.ts';

/** @returns the delay after each of these lives, in the order in which they end */
function delaysAfter(livesMs: readonly number[]): number[] {
  let failures = 0;
  return livesMs.map((ranMs) => {
    failures = countFailures(failures, ranMs);
    return restartDelay(failures);
  });
}

it('three deaths in a row are answered at once, later ones ever more slowly, never above 10 s', () => {
  expect(delaysAfter(Array<number>(13).fill(0))).toEqual([
    0, 0, 0, 50, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000,
  ]);
});

it('a worker that ran for 3 s ends the row', () => {
  const crashes = [5, 5, 5, 5, 5];
  expect(delaysAfter([...crashes, 3001, ...crashes])).toEqual([
    ...[0, 0, 0, 50, 100],
    ...[0, 0, 0, 50, 100, 200],
  ]);
});

it('a worker killed every few seconds is back at once the first three times', () => {
  expect(delaysAfter([60_000, 2000, 3000, 2000])).toEqual([0, 0, 0, 50]);
});
