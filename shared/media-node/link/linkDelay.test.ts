import { expect, it } from 'vitest';
import { linkDelay } from './linkDelay.ts';

it('knocks at once, then ever more slowly, at least once a second', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 60].map(linkDelay)).toEqual([0, 50, 100, 200, 400, 800, 1000, 1000]);
});
