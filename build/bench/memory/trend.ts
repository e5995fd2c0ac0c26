import { median } from '../harness/index.ts';

/** What was held at one moment, by what it is. */
export type Reading = Readonly<Record<string, number>>;

export interface Trend {
  what: string;
  first: number;
  last: number;
  /** Growth for each step of the x axis: the median of the slopes between all pairs of readings (Theil and Sen). */
  slope: number;
  /** What that slope makes of the whole run, as a share of what was held at first. */
  growth: number;
}

/**
 * How each quantity went. Single outliers, such as a garbage collection that came late, do not turn it.
 * @param at where each reading was taken, such as the number of joins before it
 */
export function trendsOf(readings: readonly Reading[], at: readonly number[]): Trend[] {
  const [first] = readings;
  const last = readings.at(-1);
  if (!first || !last || readings.length < 3) throw new RangeError('a trend needs three readings');
  const span = (at.at(-1) ?? 0) - (at[0] ?? 0);
  return Object.keys(first).map((what) => {
    const values = readings.map((reading) => reading[what] ?? NaN);
    const slope = median(slopes(values, at));
    const start = first[what] ?? NaN;
    return { what, first: start, last: last[what] ?? NaN, slope, growth: (slope * span) / start };
  });
}

function slopes(values: readonly number[], at: readonly number[]): number[] {
  return values.flatMap((later, j) =>
    values.slice(0, j).map((earlier, i) => (later - earlier) / ((at[j] ?? NaN) - (at[i] ?? NaN))),
  );
}
