// The second half of `npm test`, on Node 24: prepares what the tests need, runs every check and test there is, and ends
// with one line that sums them up.
import { fileURLToPath } from 'node:url';
import { endDescendants } from '../start/endDescendants.ts';
import { createProgress } from '../start/progress.ts';
import { listenForStop, stopExitCode } from '../start/stopRequest.ts';
import { ensureBrowser } from '../system/ensureBrowser.ts';
import { SetupError } from '../system/SetupError.ts';
import { prepareWorker } from '../worker/prepareWorker.ts';
import type { SuiteContext } from './suite.ts';
import { runSuite, SUITES } from './suites.ts';
import type { SuiteResult } from './tally.ts';
import { isGood, summaryLines, toSuiteResult } from './tally.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** A thing that the suites need. What fails here fails in the sum too, and the suites that can do without still run. */
async function prepareOne(name: string, step: () => Promise<void>): Promise<SuiteResult[]> {
  const startedAt = performance.now();
  try {
    await step();
    return [];
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    const counts = { passed: 0, failed: 1, skipped: [] };
    const durationMs = performance.now() - startedAt;
    return [toSuiteResult(name, durationMs, { exitCode: 1, timedOut: false, counts })];
  }
}

async function runAll(signal: AbortSignal): Promise<SuiteResult[]> {
  const progress = createProgress(console.log, Date.now);
  const env = { ...process.env };
  const results = [
    ...(await prepareOne('preparing the browser', () => ensureBrowser(root, progress))),
    ...(await prepareOne('preparing the media worker', async () => {
      env['MEDIASOUP_WORKER_BIN'] = await prepareWorker({ log: progress });
    })),
  ];
  const context: SuiteContext = { root, env, signal, progress };
  for (const suite of SUITES) {
    if (signal.aborted) break;
    progress(`== ${suite.name}`);
    results.push(await runSuite(suite, context));
  }
  return results;
}

const stop = listenForStop();
stop.addEventListener('abort', () => endDescendants(), { once: true });
const results = await runAll(stop);
console.log();
for (const line of summaryLines(results)) console.log(line);
process.exit(stop.aborted ? stopExitCode(stop) : isGood(results) ? 0 : 1);
