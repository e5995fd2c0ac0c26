import { expect, it } from 'vitest';
import { TaskQueue } from './TaskQueue.ts';

it('runs one task after the other, in the order in which they were given', async () => {
  const queue = new TaskQueue();
  const steps: string[] = [];
  const task = (name: string) => async () => {
    steps.push(`${name} begins`);
    await Promise.resolve();
    steps.push(`${name} ends`);
  };
  await Promise.all([queue.run(task('first')), queue.run(task('second'))]);
  expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends']);
});

it('a task that fails tells who gave it, and the next one runs', async () => {
  const queue = new TaskQueue();
  const failing = queue.run(() => Promise.reject(new Error('no')));
  const next = queue.run(() => Promise.resolve('yes'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});

it('refuses when too many wait, takes what a task leaves behind, and recovers', async () => {
  const queue = new TaskQueue();
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const waiting = Array.from({ length: 64 }, () => queue.run(() => gate));
  await expect(queue.run(() => gate)).rejects.toMatchObject({ code: 'rate_limited' });
  const left = queue.follow(() => Promise.resolve('done'));
  open();
  await Promise.all(waiting);
  expect(await left).toBe('done');
  expect(await queue.run(() => Promise.resolve('again'))).toBe('again');
});
