/** @throws RangeError when there is nothing to take it of */
export function median(values: readonly number[]): number {
  const sorted = sortedOf(values);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? NaN;
  return (lower + upper) / 2;
}

/**
 * The smallest of the values that at least `p` per cent of them do not exceed (nearest rank): a value
 * that was measured, never one in between.
 * @param p 0 to 100
 * @throws RangeError when there is nothing to take it of
 */
export function percentile(values: readonly number[], p: number): number {
  const sorted = sortedOf(values);
  const rank = Math.max(1, Math.ceil((p / 100) * sorted.length));
  return sorted[Math.min(rank, sorted.length) - 1] ?? NaN;
}

function sortedOf(values: readonly number[]): number[] {
  if (values.length === 0) throw new RangeError('nothing was measured');
  return values.toSorted((a, b) => a - b);
}
