import { describe, expect, it } from 'vitest';
import type { RunOutcome } from './tally.ts';
import { isGood, skippedSuite, summaryLines, toSuiteResult, totalLine } from './tally.ts';

const clean = (passed: number, failed = 0, skipped: readonly string[] = []): RunOutcome => ({
  exitCode: failed > 0 ? 1 : 0,
  timedOut: false,
  counts: { passed, failed, skipped },
});
const suite = (outcome: RunOutcome) => toSuiteResult('suite', 1_000, outcome);

describe('a suite', () => {
  it('takes over what its runner counted', () => {
    expect(suite(clean(3, 2, ['later']))).toEqual({
      name: 'suite',
      durationMs: 1_000,
      passed: 3,
      failed: 2,
      failures: [],
      skipped: ['later'],
    });
  });

  it.each<[string, Partial<RunOutcome>]>([
    ['left no report', { counts: undefined }],
    ['was killed', { exitCode: null }],
    ['hung', { timedOut: true, exitCode: null }],
    ['ended badly though every test passed', { exitCode: 1 }],
    ['ran no test', { counts: { passed: 0, failed: 0, skipped: ['all of it'] } }],
  ])('fails once more when its runner %s', (_, change) => {
    const result = suite({ ...clean(2), ...change });
    expect(result.failed).toBe(1);
    expect(result.problem).toBeTruthy();
  });

  it('fails only as often as its tests when they explain the bad end', () => {
    expect(suite(clean(5, 1)).failed).toBe(1);
  });

  it('is one skipped test where it cannot run', () => {
    const result = skippedSuite('electron smoke', 'no binary');
    expect(result).toMatchObject({ failed: 0, skipped: ['electron smoke (no binary)'] });
  });
});

describe('the sum', () => {
  it('adds all suites up in one last line', () => {
    const results = [suite(clean(10, 1, ['a', 'b'])), suite(clean(5)), skippedSuite('c', 'why')];
    expect(totalLine(results)).toBe('15 passed, 1 failed, 3 skipped');
    expect(summaryLines(results).at(-1)).toBe('15 passed, 1 failed, 3 skipped');
  });

  it('names every skipped test', () => {
    expect(summaryLines([suite(clean(1, 0, ['the one test']))]).join('\n')).toContain(
      'skipped: the one test',
    );
  });

  it('says what failed, and why, below its suite', () => {
    const counts = { passed: 1, failed: 1, failures: ['the one test\n  too late'], skipped: [] };
    const lines = summaryLines([suite({ exitCode: 1, timedOut: false, counts })]);
    expect(lines.slice(1, 3)).toEqual(['    failed: the one test', '      too late']);
  });

  it('is good when something ran and nothing failed', () => {
    expect(isGood([suite(clean(1)), skippedSuite('other', 'why')])).toBe(true);
  });

  it('is not good when anything failed, or when nothing ran', () => {
    expect(isGood([suite(clean(9)), suite(clean(9, 1))])).toBe(false);
    expect(isGood([skippedSuite('all', 'why')])).toBe(false);
    expect(isGood([])).toBe(false);
  });
});
