import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PlaywrightReport, toTimesTable } from './support/flow/timesTable.ts';

/**
 * `npm run resilience [-- --times 10] [words of titles]`: the tests that measure how long it takes until all
 * is well again, against the goals themselves. Prints what was measured; one failed run fails it.
 */
const REPOSITORY = join(import.meta.dirname, '..', '..');

const { values, positionals } = parseArgs({
  options: { times: { type: 'string', default: '1' } },
  allowPositionals: true,
});
const times = Number.parseInt(values.times, 10);
if (!(times >= 1)) throw new Error('--times takes a number of repeats, such as --times 10.');

const folder = join(REPOSITORY, 'dist', 'resilience');
await mkdir(folder, { recursive: true });
const report = join(folder, 'report.json');
const playwright = spawn(
  process.execPath,
  [
    join(REPOSITORY, 'node_modules', 'playwright', 'cli.js'),
    'test',
    ...['--config', join('desktop', 'e2e', 'resilience.config.ts')],
    ...['--repeat-each', String(times), '--reporter=list,json'],
    ...(positionals.length > 0 ? ['--grep', positionals.join(' ')] : []),
  ],
  {
    cwd: REPOSITORY,
    stdio: 'inherit',
    env: {
      ...process.env,
      PARLEY_RESILIENCE_STRICT: '1',
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    },
  },
);
// Asked to end, it ends what it started too, and tells what was measured until then.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => playwright.kill('SIGINT'));
const [exitCode] = (await once(playwright, 'exit')) as [number | null];
// Playwright's own report, in the shape that its types describe.
const measured = JSON.parse(await readFile(report, 'utf8')) as PlaywrightReport;
console.log(`\n${toTimesTable(measured)}`);
process.exitCode = exitCode ?? 1;
