import type { PairedResult } from './pairs.ts';

export interface Verdict {
  /** `1.03 (1.01 to 1.05)`, followed by what bounds it. */
  measured: string;
  /** null: the bench cannot tell. */
  isMet: boolean | null;
}

/** How far a thing measured against itself strays from 1. */
export function spreadOf(nullResult: PairedResult): number {
  return Math.max(nullResult.max - 1, 1 - nullResult.min);
}

/**
 * Holds a ratio against its goal. What differs by less than the null pair does is no claim, neither
 * that one thing costs more than the other, nor that a goal is met or missed.
 * @param goal the highest ratio allowed
 */
export function judgeRatio(result: PairedResult, nullResult: PairedResult, goal: number): Verdict {
  if (result.ratios.length === 0 || nullResult.ratios.length === 0) {
    return { measured: 'void: the generator was too busy', isMet: null };
  }
  const spread = spreadOf(nullResult);
  const isNoise = Math.abs(result.median - goal) <= spread;
  const figures = `${show(result.median)} (${show(result.min)} to ${show(result.max)})`;
  const bound = `null pair ${show(nullResult.min)} to ${show(nullResult.max)}`;
  const void_ = result.voidPairs === 0 ? '' : `, ${result.voidPairs} pairs void`;
  return {
    measured: `${figures}${isNoise ? ', within noise' : ''}; ${bound}${void_}`,
    isMet: isNoise ? null : result.median <= goal,
  };
}

const show = (ratio: number): string => ratio.toFixed(3);
