const FIRST_RETRY_MS = 50;
const LONGEST_MS = 1000;

/**
 * @param attempt 0 for the first try after the link went
 * @returns milliseconds to wait before it: none, then from 50 ms doubling up to 1 s. A node on the same
 * machine is back within a moment, and knocking at a closed door costs nothing.
 */
export function linkDelay(attempt: number): number {
  return attempt === 0 ? 0 : Math.min(FIRST_RETRY_MS * 2 ** (attempt - 1), LONGEST_MS);
}
