import { expect, test } from 'vitest';
import { Turns } from './Turns.ts';

test('no more than so many run at a time, and all of them do, in order', async () => {
  const turns = new Turns(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = [0, 1, 2, 3].map((name) =>
    turns.run(() => {
      begun.push(name);
      return new Promise<number>((resolve) => ends.push(() => resolve(name)));
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await work[1];
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.();
  ends[2]?.();
  await Promise.all([work[0], work[2]]);
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[3]?.();
  expect(await Promise.all(work)).toEqual([0, 1, 2, 3]);
});

test('work that fails gives its turn to the next', async () => {
  const turns = new Turns(1);
  await expect(turns.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await turns.run(() => Promise.resolve('yes'))).toBe('yes');
});
