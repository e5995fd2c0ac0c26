import { describe, expect, it } from 'vitest';
import { readPlaywrightReport, readVitestReport } from './reports.ts';

describe("vitest's report", () => {
  const file = (status: string, ...tests: [status: string, fullName: string][]) => ({
    name: 'some.test.ts',
    status,
    message: status === 'failed' ? 'no such module' : '',
    assertionResults: tests.map(([state, fullName]) => ({
      status: state,
      fullName,
      failureMessages: state === 'failed' ? ['\u001b[31mexpected 1\u001b[0m\n\n  at a.ts:1'] : [],
    })),
  });

  it('is counted by test, with the names of those that did not run', () => {
    const report = {
      testResults: [
        file('failed', ['passed', 'adds'], ['failed', 'divides'], ['skipped', 'draws']),
        file('passed', ['passed', 'multiplies'], ['todo', 'integrates'], ['pending', 'plots']),
      ],
    };
    expect(readVitestReport(report)).toEqual({
      passed: 2,
      failed: 1,
      failures: ['divides\n  expected 1\n    at a.ts:1'],
      skipped: ['draws', 'integrates', 'plots'],
    });
  });

  it('counts a file that broke before its first test as a failure', () => {
    const counts = readVitestReport({ testResults: [file('failed')] });
    expect(counts).toMatchObject({ failed: 1, failures: ['some.test.ts\n  no such module'] });
  });

  it('is refused when it is something else', () => {
    expect(() => readVitestReport({ suites: [] })).toThrow();
  });
});

describe("Playwright's report", () => {
  const spec = (title: string, status: string) => ({
    title,
    tests: [{ status, results: status === 'flaky' ? [{ error: { message: 'too late' } }] : [{}] }],
  });

  it('is counted through nested suites, with the full names of those that did not run', () => {
    const inner = { title: 'with two people', specs: [spec('mutes', 'skipped')] };
    const report = {
      errors: [],
      suites: [{ title: 'a.spec.ts', specs: [spec('joins', 'expected')], suites: [inner] }],
    };
    expect(readPlaywrightReport(report)).toEqual({
      passed: 1,
      failed: 0,
      failures: [],
      skipped: ['a.spec.ts > with two people > mutes'],
    });
  });

  it('takes a test that passed only when tried again for a failure', () => {
    const suites = [{ title: 'a.spec.ts', specs: [spec('joins', 'flaky')] }];
    expect(readPlaywrightReport({ errors: [], suites })).toMatchObject({
      failed: 1,
      failures: ['a.spec.ts > joins\n  too late'],
    });
  });

  it('counts an error outside of every test as a failure', () => {
    const counts = readPlaywrightReport({ errors: [{ message: 'no server' }], suites: [] });
    expect(counts).toMatchObject({ failed: 1, failures: ['outside of every test\n  no server'] });
  });
});
