import { beforeEach, expect, test, vi } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import type { Standing } from './records.ts';
import { StandingRounds } from './StandingRounds.ts';

interface Round {
  familyIds: readonly string[];
  answer(familyIds?: readonly string[]): void;
  fail(error: Error): void;
}

let asked: Round[];
let rounds: StandingRounds;

beforeEach(() => {
  asked = [];
  rounds = new StandingRounds({
    findStandings: (familyIds) => {
      const { promise, resolve, reject } = Promise.withResolvers<Standing[]>();
      const answer = (found = familyIds) => resolve(found.map(standingOf));
      asked.push({ familyIds, answer, fail: reject });
      return promise;
    },
  });
});

function standingOf(familyId: string): Standing {
  const user = { id: `user of ${familyId}`, displayName: 'Ada', role: 'member' as const };
  return {
    familyId,
    expiresAt: new Date(0),
    revokedAt: null,
    user: { ...user, avatarVersion: null, bannedAt: null, banReason: null },
  };
}

const roundOf = (index: number) =>
  vi.waitFor(() => {
    const round = asked[index];
    if (!round) throw new Error(`round ${index} has not begun`);
    return round;
  });

test('[P3] who asks alone is asked for at once, who asks meanwhile shares the next query', async () => {
  const first = rounds.find('a');
  const others = [rounds.find('b'), rounds.find('c'), rounds.find('b')];
  expect(asked.map(({ familyIds }) => familyIds)).toEqual([['a']]);
  asked[0]?.answer();
  expect(await first).toEqual(standingOf('a'));
  const second = await roundOf(1);
  expect(second.familyIds).toEqual(['b', 'c']);
  // In any order, and not all there.
  second.answer(['c']);
  expect(await Promise.all(others)).toEqual([null, standingOf('c'), null]);
});

test('[P5] who asks while the same is under way gets an answer of their own, which is no older', async () => {
  const before = rounds.find('a');
  const after = rounds.find('a');
  asked[0]?.answer([]);
  expect(await before).toBeNull();
  (await roundOf(1)).answer();
  expect(await after).toEqual(standingOf('a'));
});

test('a crowd is asked for a part at a time', async () => {
  const first = rounds.find('first');
  const crowd = Array.from({ length: 1001 }, (_, index) => rounds.find(`${index}`));
  for (let round = 0; round <= 3; round += 1) (await roundOf(round)).answer();
  await first;
  expect(asked.map(({ familyIds }) => familyIds.length)).toEqual([1, 500, 500, 1]);
  expect((await Promise.all(crowd)).map((one) => one?.familyId)).toEqual(
    crowd.map((_, index) => `${index}`),
  );
});

test('[S8] who waits for a database that is away is told with those who asked it', async () => {
  const asking = [rounds.find('a'), rounds.find('b')];
  const outcomes = Promise.allSettled(asking);
  asked[0]?.fail(new AppError('unavailable', 'away'));
  expect(await outcomes).toMatchObject([
    { reason: { code: 'unavailable' } },
    { reason: { code: 'unavailable' } },
  ]);
  expect(asked).toHaveLength(1);
  const again = rounds.find('b');
  (await roundOf(1)).answer();
  expect(await again).toEqual(standingOf('b'));
});

test('any other failure is of those who asked', async () => {
  const failing = rounds.find('a');
  const next = rounds.find('b');
  asked[0]?.fail(new Error('a bug'));
  await expect(failing).rejects.toThrow('a bug');
  (await roundOf(1)).answer();
  expect(await next).toEqual(standingOf('b'));
});
