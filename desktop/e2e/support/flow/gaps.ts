/**
 * @param times when something new came, in order
 * @param until when it was looked, for the gap that may still last
 * @returns the longest time without anything new that ended after `from`
 */
export function longestGapMs(times: readonly number[], from: number, until: number): number {
  let longest = 0;
  let last = times.findLast((at) => at <= from) ?? from;
  for (const at of [...times.filter((time) => time > from && time <= until), until]) {
    longest = Math.max(longest, at - last);
    last = at;
  }
  return longest;
}

/**
 * @param times when something new came, in order
 * @returns how long after `from` it came without a gap of `gapMs` until `until`; null: not yet
 */
export function backAfterMs(
  times: readonly number[],
  { from, until, gapMs }: { from: number; until: number; gapMs: number },
): number | null {
  let backAt: number | null = null;
  let last = -Infinity;
  for (const at of times.filter((time) => time > from && time <= until)) {
    if (at - last > gapMs) backAt = at;
    last = at;
  }
  return backAt === null || until - last > gapMs ? null : backAt - from;
}

/** @param share 0..1 @returns the value that this share of the values does not exceed */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
