/** So many in a row are answered at once: a single accident, or a few, cost no more than the start. */
const FREE_RESTARTS = 3;
const FIRST_RETRY_MS = 50;
const LONGEST_MS = 10_000;
/**
 * A worker that ran this long before it died ends a row of failures: those whom the last one carried are
 * back within a second, so one of them that kills workers would have killed it sooner.
 */
const PROVEN_AFTER_MS = 3000;

/**
 * @param before Deaths and failed starts in a row so far
 * @param ranMs How long the worker ran that has failed now; 0 for one that did not start
 * @returns failures in a row with this one
 */
export function countFailures(before: number, ranMs: number): number {
  return ranMs > PROVEN_AFTER_MS ? 1 : before + 1;
}

/**
 * @param failures Deaths and failed starts in a row, 1 for the first
 * @returns milliseconds to wait: none after the first three, then from 50 ms doubling up to 10 s
 */
export function restartDelay(failures: number): number {
  if (failures <= FREE_RESTARTS) return 0;
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - FREE_RESTARTS - 1), LONGEST_MS);
}
