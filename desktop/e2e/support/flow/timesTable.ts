import { percentile } from './gaps.ts';

interface Suite {
  suites?: Suite[];
  specs?: {
    title: string;
    tests: {
      results: { status?: string; annotations: { type: string; description?: string }[] }[];
    }[];
  }[];
}

/** As much of Playwright's JSON report as is read. */
export interface PlaywrightReport {
  suites: Suite[];
}

interface Row {
  passed: number;
  runs: number;
  /** Measured times of all runs by what they are of, ms. */
  times: Map<string, number[]>;
}

/** @returns one line per test and measured time, over all repeats, for people to read */
export function toTimesTable({ suites }: PlaywrightReport): string {
  const rows = new Map<string, Row>();
  suites.forEach((suite) => collect(suite, rows));
  const lines = [...rows].flatMap(([title, { passed, runs, times }]) => [
    `${title.replace(/^@resilience /, '')}: ${passed} of ${runs} passed`,
    ...[...times].map(([what, values]) => `  ${what.padEnd(34)} ${summary(values)}`),
  ]);
  return lines.join('\n');
}

function collect(suite: Suite, rows: Map<string, Row>): void {
  for (const { title, tests } of suite.specs ?? []) {
    const row = rows.get(title) ?? { passed: 0, runs: 0, times: new Map<string, number[]>() };
    rows.set(title, row);
    for (const { status, annotations } of tests.flatMap(({ results }) => results)) {
      row.runs += 1;
      if (status === 'passed') row.passed += 1;
      for (const { type, description = '' } of annotations) {
        const values = description.split(', ').map(Number);
        if (values.some(Number.isNaN)) continue;
        row.times.set(type, [...(row.times.get(type) ?? []), ...values]);
      }
    }
  }
  suite.suites?.forEach((inner) => collect(inner, rows));
}

function summary(values: readonly number[]): string {
  const figures = [
    ['median', percentile(values, 0.5)],
    ['p95', percentile(values, 0.95)],
    ['max', Math.max(...values)],
  ] as const;
  return figures.map(([name, ms]) => `${name} ${String(ms).padStart(6)}`).join('  ');
}
