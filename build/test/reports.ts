import { z } from 'zod';
import type { TestCounts } from './tally.ts';

const vitestSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
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
    skipped: tests
      .filter((test) => test.status !== 'passed' && test.status !== 'failed')
      .map((test) => test.fullName.trim()),
  };
}

interface PlaywrightSuite {
  title: string;
  specs: { title: string; tests: { status: string; projectName: string }[] }[];
  suites?: PlaywrightSuite[] | undefined;
}

const playwrightSuiteSchema: z.ZodType<PlaywrightSuite> = z.lazy(() =>
  z.object({
    title: z.string(),
    specs: z.array(
      z.object({
        title: z.string(),
        tests: z.array(z.object({ status: z.string(), projectName: z.string() })),
      }),
    ),
    suites: z.array(playwrightSuiteSchema).optional(),
  }),
);

const playwrightSchema = z.object({
  suites: z.array(playwrightSuiteSchema),
  // Errors outside of every test, such as a server that did not start.
  errors: z.array(z.unknown()),
});

/** What Playwright's JSON reporter wrote. A test that passed only when tried again counts as failed. */
export function readPlaywrightReport(report: unknown): TestCounts {
  const { suites, errors } = playwrightSchema.parse(report);
  const tests = suites.flatMap((suite) => flatten(suite, []));
  const withStatus = (status: string) => tests.filter((test) => test.status === status);
  const skipped = withStatus('skipped');
  const passed = withStatus('expected').length;
  return {
    passed,
    failed: tests.length - passed - skipped.length + errors.length,
    skipped: skipped.map((test) => test.name),
  };
}

function flatten(suite: PlaywrightSuite, above: readonly string[]) {
  const path = [...above, suite.title].filter((title) => title !== '');
  const own = suite.specs.flatMap((spec) =>
    spec.tests.map(({ status }) => ({ status, name: [...path, spec.title].join(' > ') })),
  );
  const below: { status: string; name: string }[] = (suite.suites ?? []).flatMap((inner) =>
    flatten(inner, path),
  );
  return [...own, ...below];
}
