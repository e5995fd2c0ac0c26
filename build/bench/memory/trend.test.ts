import { expect, test } from 'vitest';
import { trendsOf } from './trend.ts';

const at = [0, 100, 200, 300, 400];
const readings = (values: readonly number[]) => values.map((heap) => ({ heap }));

test('what stays the same has no slope, whatever a single reading says', () => {
  const [trend] = trendsOf(readings([1000, 1000, 9000, 1000, 1000]), at);
  expect(trend).toMatchObject({ what: 'heap', slope: 0, growth: 0, first: 1000, last: 1000 });
});

test('a leak shows by its size for each step and over the run', () => {
  const [trend] = trendsOf(readings([1000, 1100, 1200, 1300, 1400]), at);
  expect(trend?.slope).toBeCloseTo(1);
  expect(trend?.growth).toBeCloseTo(0.4);
});

test('a leak behind noise is still seen', () => {
  const [trend] = trendsOf(readings([1000, 1150, 1180, 1320, 1390]), at);
  expect(trend?.growth).toBeGreaterThan(0.3);
});

test('two readings are no trend', () => {
  expect(() => trendsOf(readings([1, 2]), [0, 1])).toThrow('three readings');
});
