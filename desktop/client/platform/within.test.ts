import { expect, it } from 'vitest';
import { createFakeClock } from './fakeClock.ts';
import { within } from './within.ts';

it('waits for the promise and leaves no timer', async () => {
  const clock = createFakeClock();
  await within(clock, 250, Promise.resolve());
  expect(clock.pendingCount).toBe(0);
});

it('waits no longer than the limit', async () => {
  const clock = createFakeClock();
  const waiting = within(clock, 250, new Promise(() => undefined));
  clock.advance(250);
  await waiting;
  expect(clock.pendingCount).toBe(0);
});

it('passes a failure on and leaves no timer', async () => {
  const clock = createFakeClock();
  await expect(within(clock, 250, Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(clock.pendingCount).toBe(0);
});
