const FIRST_RETRY_MS = 50;
const LONGEST_MS = 10_000;

/** A worker that ran this long before it died has proved itself: its death counts as the first. */
export const PROVEN_AFTER_MS = 60_000;

/**
 * @param failures Deaths and failed starts in a row, 1 for the first
 * @returns milliseconds to wait: none after the first, then from 50 ms doubling up to 10 s
 */
export function restartDelay(failures: number): number {
  if (failures <= 1) return 0;
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 2), LONGEST_MS);
}
