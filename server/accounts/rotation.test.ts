import { describe, expect, test } from 'vitest';
import { judgePresentation, ROTATION_GRACE_MS, type FamilyState } from './rotation.ts';

const rotatedAt = new Date('2026-11-21T08:00:00Z');
const after = (ms: number) => new Date(rotatedAt.getTime() + ms);
const family: FamilyState = {
  generation: 5,
  rotatedAt,
  expiresAt: after(60 * 60 * 1000),
  revokedAt: null,
};

describe('a refresh token that is presented', () => {
  test('is rotated when it is of the newest generation, however late', () => {
    expect(judgePresentation(family, 5, after(59 * 60 * 1000))).toBe('rotate');
  });

  test('gets a sibling while its successor is younger than the grace', () => {
    expect(judgePresentation(family, 4, after(ROTATION_GRACE_MS))).toBe('sibling');
  });

  test('is reused when its successor is older than the grace', () => {
    expect(judgePresentation(family, 4, after(ROTATION_GRACE_MS + 1))).toBe('reused');
  });

  test('gets a sibling at any time where its successor never left the server', () => {
    const muchLater = after(50 * 60 * 1000);
    expect(judgePresentation(family, 4, muchLater, true)).toBe('sibling');
    expect(judgePresentation(family, 3, muchLater, true)).toBe('reused');
  });

  test('is reused when it is two generations old, even at once', () => {
    expect(judgePresentation(family, 3, after(0))).toBe('reused');
  });

  test('counts for nothing from the second its family expires', () => {
    expect(judgePresentation(family, 5, family.expiresAt)).toBe('expired');
  });

  test('counts for nothing in a revoked family, whatever its generation', () => {
    const revoked = { ...family, revokedAt: after(1) };
    expect([5, 4, 3].map((generation) => judgePresentation(revoked, generation, after(2)))).toEqual(
      ['revoked', 'revoked', 'revoked'],
    );
  });
});
