import { describe, expect, it } from 'vitest';
import { RecentEndings } from './RecentEndings.ts';

const ana = { id: 'ana', familyId: 'phone' } as Parameters<RecentEndings['include']>[0];

describe('RecentEndings', () => {
  it.each([
    ['all of an account', 'ana', {}, true],
    ['those of another account', 'ben', {}, false],
    ['all but its own', 'ana', { exceptFamilyId: 'phone' }, false],
    ['all but another', 'ana', { exceptFamilyId: 'laptop' }, true],
    ['its own alone', 'ana', { onlyFamilyId: 'phone' }, true],
    ['another alone', 'ana', { onlyFamilyId: 'laptop' }, false],
  ])('knows whether a sign-in was among those that ended: %s', (_title, userId, scope, is) => {
    const endings = new RecentEndings(() => 100);
    endings.note(userId, scope);
    expect(endings.include(ana, 90)).toBe(is);
  });

  it('leaves alone whose token was checked after the ending, as that was known by then', () => {
    const endings = new RecentEndings(() => 100);
    endings.note('ana', {});
    expect(endings.include(ana, 101)).toBe(false);
  });

  it('forgets what no socket can be late for any more', () => {
    let now = 0;
    const endings = new RecentEndings(() => now);
    endings.note('ana', {});
    now = 60_000;
    endings.note('ben', {});
    expect(endings.include(ana, 0)).toBe(false);
  });
});
