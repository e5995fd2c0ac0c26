import { describe, expect, it } from 'vitest';
import { median, percentile } from './statistics.ts';

describe('median', () => {
  it('is the middle value, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
  });

  it('lies between the two middle values of an even count', () => {
    expect(median([4, 1, 2, 10])).toBe(3);
  });

  it('of nothing is an error, not a zero that would pass for a good figure', () => {
    expect(() => median([])).toThrow(RangeError);
  });
});

describe('percentile', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1);

  it.each([
    [50, 50],
    [95, 95],
    [99, 99],
    [100, 100],
    [0, 1],
  ])('%i of 1 to 100 is %i', (p, expected) => {
    expect(percentile(hundred, p)).toBe(expected);
  });

  it('takes the slowest of few values rather than one that was never measured', () => {
    expect(percentile([1, 2, 30], 95)).toBe(30);
  });

  it('does not reorder what it is given', () => {
    const values = [3, 1, 2];
    percentile(values, 50);
    expect(values).toEqual([3, 1, 2]);
  });
});
