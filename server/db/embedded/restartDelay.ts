/** A run that lasted this long was a good one: what ends it is a new story. */
export const GOOD_RUN_MS = 60_000;

const FIRST_DELAYS_MS: readonly number[] = [50, 200, 500, 1_000, 2_000];
const STEADY_DELAY_MS = 5_000;
/** From here on it is no passing trouble, and a person should know. */
export const MANY_RESTARTS = FIRST_DELAYS_MS.length + 1;

/**
 * How long to wait before PostgreSQL is started again after it ended by itself. It is tried for ever: a full disk has
 * room again, and whoever made some must not have to restart the meetings too.
 * @param attempt 0 for the first restart in a row. Its surviving backends need a moment to let go of the shared memory.
 * @returns milliseconds
 */
export function restartDelay(attempt: number): number {
  return FIRST_DELAYS_MS[attempt] ?? STEADY_DELAY_MS;
}
