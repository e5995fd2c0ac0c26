/** What one suite came to. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** What failed, and the first lines of why: the end of a log is all that some readers of it ever see. */
  readonly failures: readonly string[];
  /** Names of the tests that were skipped. */
  readonly skipped: readonly string[];
  readonly durationMs: number;
  /** Why it failed when no single test says so: the runner crashed, ran into its time limit, ran nothing. */
  readonly problem?: string;
}

/** What a runner's report and its exit say together. */
export interface RunOutcome {
  /** Null when a signal ended the runner. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
  /** Undefined when there is no report, or none that can be read. */
  readonly counts: TestCounts | undefined;
}

export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly failures?: readonly string[];
  readonly skipped: readonly string[];
}

const NOTHING: TestCounts = { passed: 0, failed: 0, skipped: [] };

/**
 * A suite is only as good as its runner: one that crashed, hung, ran no test, or ended badly for a reason that no test
 * carries (an error outside of every test) counts as one failure more.
 */
export function toSuiteResult(name: string, durationMs: number, outcome: RunOutcome): SuiteResult {
  const counts = outcome.counts ?? NOTHING;
  const problem = findProblem(outcome, counts);
  return {
    name,
    durationMs,
    passed: counts.passed,
    failed: counts.failed + (problem === undefined ? 0 : 1),
    failures: counts.failures ?? [],
    skipped: counts.skipped,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** A suite that this machine cannot run counts as one skipped test that bears its name. */
export function skippedSuite(name: string, reason: string): SuiteResult {
  return {
    name,
    passed: 0,
    failed: 0,
    failures: [],
    skipped: [`${name} (${reason})`],
    durationMs: 0,
  };
}

function findProblem(outcome: RunOutcome, counts: TestCounts): string | undefined {
  if (outcome.timedOut) return 'ran into its time limit';
  if (outcome.exitCode === null) return 'its runner was killed';
  if (outcome.counts === undefined) {
    return `its runner left no report (exit code ${outcome.exitCode})`;
  }
  if (counts.passed + counts.failed === 0) return 'ran no test';
  if (outcome.exitCode !== 0 && counts.failed === 0) {
    return `its runner ended with code ${outcome.exitCode} although no test failed`;
  }
  return undefined;
}

/** The last line of `npm test`. */
export function totalLine(results: readonly SuiteResult[]): string {
  const sum = (count: (result: SuiteResult) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  return [
    `${sum((result) => result.passed)} passed`,
    `${sum((result) => result.failed)} failed`,
    `${sum((result) => result.skipped.length)} skipped`,
  ].join(', ');
}

/** Whether all of it is good: nothing failed, and something ran. */
export function isGood(results: readonly SuiteResult[]): boolean {
  return (
    results.every((result) => result.failed === 0) && results.some((result) => result.passed > 0)
  );
}

/** One line per suite, some per failed test, one per skipped test, and the total. */
export function summaryLines(results: readonly SuiteResult[]): string[] {
  const width = Math.max(...results.map(({ name }) => name.length), 0);
  const lines = results.flatMap((result) => [
    suiteLine(result, width),
    ...result.failures.flatMap((failure) => `failed: ${failure}`.split('\n').map(indent)),
    ...result.skipped.map((test) => `    skipped: ${test}`),
  ]);
  return [...lines, totalLine(results)];
}

function indent(line: string): string {
  return `    ${line}`;
}

function suiteLine(result: SuiteResult, width: number): string {
  const { name, passed, failed, skipped, durationMs, problem } = result;
  const mark = failed > 0 ? 'FAIL' : passed > 0 ? 'ok  ' : 'skip';
  const counts = `${passed} passed, ${failed} failed, ${skipped.length} skipped`;
  const time = `${(durationMs / 1000).toFixed(1)} s`;
  return `${mark}  ${name.padEnd(width)}  ${counts}  (${time})${problem === undefined ? '' : `: ${problem}`}`;
}
