import { describe, expect, it } from 'vitest';
import { backAfterMs, longestGapMs, percentile } from './gaps.ts';

describe('longestGapMs', () => {
  it('counts a gap that began before', () => {
    expect(longestGapMs([0, 100, 900, 1000], 500, 1000)).toBe(800);
  });
  it('counts a gap that still lasts', () => {
    expect(longestGapMs([0, 100, 200], 0, 1200)).toBe(1000);
  });
  it('leaves gaps out that ended before', () => {
    expect(longestGapMs([0, 900, 1000, 1100], 1000, 1100)).toBe(100);
  });
});

describe('backAfterMs', () => {
  const options = { from: 1000, until: 3000, gapMs: 500 };
  const steady = (from: number, until: number) =>
    Array.from({ length: (until - from) / 100 + 1 }, (_, index) => from + index * 100);

  it('is when it came again for good', () => {
    expect(backAfterMs(steady(1200, 3000), options)).toBe(200);
  });
  it('does not take a flicker for a return', () => {
    expect(backAfterMs([1100, ...steady(1800, 3000)], options)).toBe(800);
  });
  it('is not yet while nothing came, or came and stopped', () => {
    expect(backAfterMs([500], options)).toBeNull();
    expect(backAfterMs(steady(1100, 2000), options)).toBeNull();
  });
});

describe('percentile', () => {
  it('is one of the values, the largest of few', () => {
    expect(percentile([5, 1, 3], 0.95)).toBe(5);
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        0.95,
      ),
    ).toBe(95);
  });
});
