import { describe, expect, it } from 'vitest';
import type { PairedResult } from './pairs.ts';
import { judgeRatio, spreadOf } from './verdict.ts';

function resultOf(ratios: number[], voidPairs = 0): PairedResult {
  const sorted = ratios.toSorted((a, b) => a - b);
  return {
    name: 'x',
    unit: 'us',
    ratios,
    median: sorted[Math.floor(sorted.length / 2)] ?? NaN,
    min: sorted[0] ?? NaN,
    max: sorted.at(-1) ?? NaN,
    samplesA: [],
    samplesB: [],
    voidPairs,
  };
}

const calm = resultOf([0.98, 1, 1.01]);

describe('judgeRatio', () => {
  it('is met below the goal by more than the null pair strays', () => {
    const verdict = judgeRatio(resultOf([0.9, 1, 1.02]), calm, 1.05);
    expect(verdict.isMet).toBe(true);
    expect(verdict.measured).toBe('1.000 (0.900 to 1.020); null pair 0.980 to 1.010');
  });

  it('is missed above the goal by more than the null pair strays', () => {
    expect(judgeRatio(resultOf([1.1, 1.2, 1.3]), calm, 1.05).isMet).toBe(false);
  });

  it.each([1.04, 1.06])(
    'cannot tell a median of %d from a goal of 1.05 at 2 %% noise',
    (median) => {
      const verdict = judgeRatio(resultOf([median]), calm, 1.05);
      expect(verdict.isMet).toBeNull();
      expect(verdict.measured).toContain('within noise');
    },
  );

  it('claims nothing without a pair that counts', () => {
    const verdict = judgeRatio(resultOf([], 5), calm, 1.05);
    expect(verdict).toEqual({ measured: 'void: the generator was too busy', isMet: null });
  });

  it('says how many pairs did not count', () => {
    expect(judgeRatio(resultOf([0.5], 2), calm, 1.05).measured).toContain('2 pairs void');
  });
});

it('spreads to the side on which the null pair strays farther', () => {
  expect(spreadOf(resultOf([0.9, 1, 1.05]))).toBeCloseTo(0.1);
  expect(spreadOf(resultOf([0.95, 1, 1.2]))).toBeCloseTo(0.2);
});
