import { expect, it } from 'vitest';
import { restartDelay } from './restartDelay.ts';

it('the first death is answered at once, later ones ever more slowly, never above 10 s', () => {
  const delays = Array.from({ length: 12 }, (_, index) => restartDelay(index + 1));
  expect(delays).toEqual([0, 50, 100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
});
