import { expect, it } from 'vitest';
import { exclusively } from './exclusively.ts';

/** Gives the lock only when nobody holds it, and forgets who stops waiting, as browsers do. */
function createLocks(isHeld: boolean) {
  const request = (
    _name: string,
    { signal }: LockOptions,
    work: (lock: Lock | null) => unknown,
  ): Promise<unknown> => {
    if (!isHeld) return Promise.resolve(work(null));
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
    });
  };
  return { request } as unknown as Pick<LockManager, 'request'>; // As much as is used of it.
}

const done = () => Promise.resolve('done');

it('goes on without a lock that another tab never gives back', async () => {
  expect(await exclusively('lock', done, createLocks(true), 20)).toBe('done');
});

it('does the work once under a lock that is free, and passes its failure on', async () => {
  let times = 0;
  const fail = () => {
    times += 1;
    return Promise.reject(new Error('refused'));
  };
  await expect(exclusively('lock', fail, createLocks(false))).rejects.toThrow('refused');
  expect(times).toBe(1);
});

it('works on an origin without locks', async () => {
  expect(await exclusively('lock', done, undefined)).toBe('done');
});
