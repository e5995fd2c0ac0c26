import type { Clock } from './clock.ts';

/** Resolves with `promise`, at the latest after `limitMs`; rejects as it does. */
export async function within(clock: Clock, limitMs: number, promise: Promise<void>): Promise<void> {
  let cancel: () => void = () => undefined;
  const limit = new Promise<void>((resolve) => {
    cancel = clock.after(limitMs, resolve);
  });
  try {
    await Promise.race([promise, limit]);
  } finally {
    cancel();
  }
}
