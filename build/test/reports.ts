import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import type { TestCounts } from './tally.ts';

const MESSAGE_LINES = 8;

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/** What vitest's JSON reporter wrote. A file that fails before its first test counts as one failed test. */
export function readVitestReport(report: unknown): TestCounts {
  const files = vitestSchema.parse(report).testResults;
  const tests = files.flatMap((file) => file.assertionResults);
  const withStatus = (status: string) => tests.filter((test) => test.status === status);
  const brokenFiles = files.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((t) => t.status === 'failed'),
  );
  return {
    passed: withStatus('passed').length,
    failed: withStatus('failed').length + brokenFiles.length,
    failures: [
      ...withStatus('failed').map((test) => failure(test.fullName, test.failureMessages)),
      ...brokenFiles.map((file) => failure(file.name, [file.message])),
    ],
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => test.fullName.trim()),
  };
}

interface PlaywrightTest {
  status: string;
  results: { error?: { message?: string | undefined } | undefined }[];
}

interface PlaywrightSuite {
  title: string;
  specs: { title: string; tests: PlaywrightTest[] }[];
  suites?: PlaywrightSuite[] | undefined;
}

const errorSchema = z.object({ message: z.string().optional() });

const playwrightSuiteSchema: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z.array(
      z.object({
        title: z.string(),
        tests: z.array(
          z.object({
            status: z.string(),
            results: z.array(z.object({ error: errorSchema.optional() })),
          }),
        ),
      }),
    ),
    suites: z.array(playwrightSuiteSchema).optional(),
  }),
);

const playwrightSchema = z.object({
  suites: z.array(playwrightSuiteSchema),
  // Errors outside of every test, such as a server that did not start.
  errors: z.array(errorSchema),
});

/** What Playwright's JSON reporter wrote. A test that passed only when tried again counts as failed. */
export function readPlaywrightReport(report: unknown): TestCounts {
  const { suites, errors } = playwrightSchema.parse(report);
  const tests = suites.flatMap((suite) => flatten(suite, []));
  const withStatus = (status: string) => tests.filter((test) => test.status === status);
  const skipped = withStatus('skipped');
  const passed = withStatus('expected');
  const failed = tests.filter((test) => !skipped.includes(test) && !passed.includes(test));
  return {
    passed: passed.length,
    failed: failed.length + errors.length,
    failures: [
      ...failed.map(({ name, messages }) => failure(name, messages)),
      ...errors.map(({ message }) => failure('outside of every test', [message ?? ''])),
    ],
    skipped: skipped.map((test) => test.name),
  };
}

interface NamedTest {
  readonly status: string;
  readonly name: string;
  readonly messages: readonly string[];
}

function flatten(suite: PlaywrightSuite, above: readonly string[]): NamedTest[] {
  const path = [...above, suite.title].filter((title) => title !== '');
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map(({ status, results }) => ({
      status,
      name: [...path, spec.title].join(' > '),
      messages: results.flatMap(({ error }) => error?.message ?? []),
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap((inner) => flatten(inner, path))];
}

/** The name of what failed, and the beginning of the first reason given. */
function failure(name: string, messages: readonly string[]): string {
  const reason = stripVTControlCharacters(messages[0] ?? '').split('\n', MESSAGE_LINES);
  return [name.trim(), ...reason.filter((line) => line.trim() !== '')].join('\n  ');
}
