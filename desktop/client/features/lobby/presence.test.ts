import { describe, expect, it } from 'vitest';
import { presenceOf } from './presence.ts';

describe('presenceOf', () => {
  it('names a few and counts the others', () => {
    expect(presenceOf(['Ana', 'Bo', 'Cy', 'Di', 'Ed'], 12)).toEqual({
      named: ['Ana', 'Bo', 'Cy'],
      otherCount: 9,
    });
  });

  it('names a fourth person instead of writing "and 1 other"', () => {
    expect(presenceOf(['Ana', 'Bo', 'Cy', 'Di'], 4)).toEqual({
      named: ['Ana', 'Bo', 'Cy', 'Di'],
      otherCount: 0,
    });
  });

  it('counts only where names are not told', () => {
    expect(presenceOf([], 3)).toEqual({ named: [], otherCount: 3 });
  });
});
