import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { repeat } from './repeat.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const log = { warn: vi.fn() };

test('it runs at once and then every so often, until it is stopped', async () => {
  const run = vi.fn(() => Promise.resolve());
  const stop = repeat({ name: 'job', everyMs: 1000, run, log });
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(run).toHaveBeenCalledTimes(3);
  await stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(run).toHaveBeenCalledTimes(3);
});

test('a turn that takes long is not joined by another, and a stop waits for it', async () => {
  const gate = Promise.withResolvers<void>();
  const run = vi.fn(() => gate.promise);
  const stop = repeat({ name: 'job', everyMs: 1000, run, log });
  await vi.advanceTimersByTimeAsync(5000);
  expect(run).toHaveBeenCalledTimes(1);
  const stopped = vi.fn();
  const stopping = stop().then(stopped);
  await vi.advanceTimersByTimeAsync(0);
  expect(stopped).not.toHaveBeenCalled();
  gate.resolve();
  await stopping;
});

test('a failure is logged and the next turn comes', async () => {
  const run = vi.fn(() => Promise.reject(new Error('no')));
  const stop = repeat({ name: 'job', everyMs: 1000, run, log });
  await vi.advanceTimersByTimeAsync(1000);
  expect(run).toHaveBeenCalledTimes(2);
  expect(log.warn).toHaveBeenCalledWith(
    expect.objectContaining({ job: 'job' }),
    'background work failed',
  );
  await stop();
});
