/** A run that lasted this long was a good one: what ends it is a new story. */
export const GOOD_RUN_MS = 60_000;

const DELAYS_MS: readonly number[] = [50, 200, 500, 1_000, 2_000, 5_000];

/**
 * How long to wait before PostgreSQL is started again after it ended by itself.
 * @param attempt 0 for the first restart in a row. Its surviving backends need a moment to let go of the shared memory.
 * @returns milliseconds, or null to give up.
 */
export function restartDelay(attempt: number): number | null {
  return DELAYS_MS[attempt] ?? null;
}
