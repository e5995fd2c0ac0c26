import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findElectron } from '../start/electron.ts';
import { bundles } from './bundles.ts';
import { readPlaywrightReport, readVitestReport } from './reports.ts';
import { runProgram } from './runProgram.ts';
import type { Suite, SuiteContext } from './suite.ts';
import type { SuiteResult, TestCounts } from './tally.ts';
import { skippedSuite, toSuiteResult } from './tally.ts';

/** One that hangs is ended; the longest takes a quarter of an hour on two cores, a third more when they are busy. */
const TIME_LIMIT_MS = 40 * 60_000;
const ONE_PASSED: TestCounts = { passed: 1, failed: 0, skipped: [] };
const ONE_FAILED: TestCounts = { passed: 0, failed: 1, skipped: [] };

/** Cheap ones first: who broke the formatting need not wait for the browsers. */
export const SUITES: readonly Suite[] = [
  check('format', 'check:format'),
  check('lint', 'check:lint'),
  check('layers', 'check:layers'),
  check('types', 'check:types'),
  check('dead code', 'check:dead'),
  vitest('unit', 'unit'),
  vitest('integration', 'integration'),
  bundles(),
  playwright('e2e', 'playwright.config.ts'),
  playwright('resilience', 'resilience.config.ts'),
  electronSmoke(),
];

export async function runSuite(suite: Suite, context: SuiteContext): Promise<SuiteResult> {
  const reason = suite.skipReason?.(context);
  if (reason !== undefined) return skippedSuite(suite.name, reason);
  const startedAt = performance.now();
  const outcome = await suite.run(context);
  return toSuiteResult(suite.name, performance.now() - startedAt, outcome);
}

/** A script of package.json that either passes or does not. */
function check(name: string, script: string): Suite {
  return {
    name,
    run: async (context) => {
      const exit = await runProgram(['--run', script], { ...limits(context), cwd: context.root });
      return { ...exit, counts: exit.exitCode === 0 ? ONE_PASSED : ONE_FAILED };
    },
  };
}

function vitest(name: string, project: string): Suite {
  return {
    name,
    run: async (context) => {
      const report = await freshReport(context, name);
      const args = [
        join(context.root, 'node_modules', 'vitest', 'vitest.mjs'),
        ...['run', '--project', project],
        ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
      ];
      const exit = await runProgram(args, { ...limits(context), cwd: context.root });
      return { ...exit, counts: await readCounts(report, readVitestReport) };
    },
  };
}

function playwright(name: string, config: string): Suite {
  return {
    name,
    run: async (context) => {
      const report = await freshReport(context, name);
      const args = [
        join(context.root, 'node_modules', 'playwright', 'cli.js'),
        ...['test', '--config', join('desktop', 'e2e', config)],
        '--reporter=list,json',
      ];
      const env = { ...context.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
      const exit = await runProgram(args, { ...limits(context), cwd: context.root, env });
      return { ...exit, counts: await readCounts(report, readPlaywrightReport) };
    },
  };
}

/** Runs where there is an Electron binary; elsewhere the sum names it as skipped. */
function electronSmoke(): Suite {
  return {
    ...playwright('electron smoke', 'electron.config.ts'),
    skipReason: ({ root, env }) =>
      findElectron(root, env) === undefined ? 'no Electron binary on this machine' : undefined,
  };
}

function limits({ env, signal }: SuiteContext) {
  return { env, signal, timeoutMs: TIME_LIMIT_MS };
}

/** Where a runner shall write; what an earlier run wrote there must not be taken for this one's. */
async function freshReport({ root }: SuiteContext, name: string): Promise<string> {
  const folder = join(root, 'dist', 'test-reports');
  await mkdir(folder, { recursive: true });
  const report = join(folder, `${name}.json`);
  await rm(report, { force: true });
  return report;
}

async function readCounts(
  report: string,
  read: (report: unknown) => TestCounts,
): Promise<TestCounts | undefined> {
  try {
    return read(JSON.parse(await readFile(report, 'utf8')));
  } catch {
    // No report, half a report or an unknown one: the runner crashed, which the caller counts as a failure.
    return undefined;
  }
}
