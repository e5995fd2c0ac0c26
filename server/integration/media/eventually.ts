import { expect } from 'vitest';

/** Until what `read` returns fits; long enough for a machine that does much else. */
export function eventually<T>(read: () => T) {
  return expect.poll(read, { timeout: 10_000, interval: 20 });
}
