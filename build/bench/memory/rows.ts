import type { BenchRow } from '../harness/index.ts';
import { NO_GOAL } from '../report/render.ts';
import { COMPILED_CODE } from './PageGauge.ts';
import type { Trend } from './trend.ts';

/** Growth over a whole run that counts as flat: allocators and compilers settle that much. */
const FLAT = 0.05;
/** So often each run is read, at even distances. */
export const READINGS = 10;
/** A share of the run before its first reading, after which caches, pools and compiled code are there. */
export const WARM_UP = 0.2;

export function toRows(bench: string, run: string, trends: readonly Trend[]): BenchRow[] {
  return trends.map(({ what, first, last, slope, growth }) => ({
    bench,
    what: `${run}: ${what}`,
    measured: `${show(first)} to ${show(last)}, trend ${(growth * 100).toFixed(1)} %`,
    ...(what === COMPILED_CODE
      ? { goal: NO_GOAL, isMet: null }
      : { goal: `flat: at most ${FLAT * 100} %`, isMet: growth <= FLAT }),
    figures: { first, last, slope, growth },
  }));
}

function show(value: number): string {
  return value >= 1e6 ? `${(value / 1e6).toFixed(1)} M` : String(Math.round(value));
}
