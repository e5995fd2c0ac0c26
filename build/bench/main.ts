// `npm run bench -- [names] [--quick] [--write]`, on Node 24: measures the product against its goals, on this machine.
// Part of no test: a figure is the machine's as much as ours. How, and what came of it: docs/benchmarks.md.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endDescendants } from '../start/endDescendants.ts';
import { createProgress } from '../start/progress.ts';
import { listenForStop, stopExitCode } from '../start/stopRequest.ts';
import { ensureBrowser } from '../system/ensureBrowser.ts';
import { SetupError } from '../system/SetupError.ts';
import { prepareWorker } from '../worker/prepareWorker.ts';
import { GENERATOR_CORE, pinSelf } from './harness/index.ts';
import type { Bench, BenchRow } from './harness/index.ts';
import { saveRecord, writeDocument } from './report/files.ts';
import { describeMachine } from './report/machine.ts';
import { NO_GOAL } from './report/render.ts';

/** In the order of the table; each is loaded only when it runs. */
const BENCHES: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  forwarding: () => import('./forwarding/index.ts'),
  join: () => import('./join/index.ts'),
  fanOut: () => import('./fanOut/index.ts'),
  idle: () => import('./idle/index.ts'),
  memory: () => import('./memory/index.ts'),
  soak: () => import('./soak/index.ts'),
  client: () => import('./client/index.ts'),
  api: () => import('./api/index.ts'),
};

/** Those that open pages; the others also run where no browser can be had. */
const WITH_BROWSER = ['join', 'memory', 'soak', 'client'];

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const progress = createProgress(console.log, Date.now);

/** @throws {SetupError} */
function readArguments(): { names: string[]; quick: boolean; write: boolean } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean' }, write: { type: 'boolean' } },
  });
  const known = Object.keys(BENCHES);
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new SetupError(
      `No bench is called ${unknown.join(', ')}; there are ${known.join(', ')}.`,
    );
  }
  const { quick = false, write = false } = values;
  return { names: positionals.length > 0 ? positionals : known, quick, write };
}

async function runOne(name: string, quick: boolean): Promise<void> {
  const load = BENCHES[name];
  if (!load) throw new Error(`no bench ${name}`);
  progress(`== ${name}`);
  if (WITH_BROWSER.includes(name)) await ensureBrowser(root, progress);
  const machine = describeMachine(root);
  const startedAt = new Date();
  const { bench } = await load();
  const rows = await bench.run({ root, quick, log: (line) => progress(`${name}: ${line}`) });
  if (rows.length === 0) throw new Error(`${name} has measured nothing`);
  const durationSeconds = Math.round((Date.now() - startedAt.getTime()) / 1000);
  const when = { startedAt: startedAt.toISOString(), durationSeconds };
  await saveRecord(root, { bench: name, quick, ...when, machine, rows });
  for (const row of rows) progress(describeRow(row));
}

function describeRow({ bench, what, measured, goal, isMet }: BenchRow): string {
  if (goal === NO_GOAL) return `${bench}, ${what}: ${measured}`;
  const verdict = isMet === null ? 'cannot tell' : isMet ? 'met' : 'MISSED';
  return `${bench}, ${what}: ${measured} (goal: ${goal}) ${verdict}`;
}

/** One bench that fails does not take the others' figures. @returns the exit code */
async function main(): Promise<number> {
  const { names, quick, write } = readArguments();
  // What is started inherits it, unless it is spawned on the other core.
  pinSelf(GENERATOR_CORE);
  process.env['MEDIASOUP_WORKER_BIN'] = await prepareWorker({ log: progress });
  let failures = 0;
  for (const name of names) {
    try {
      await runOne(name, quick);
    } catch (error) {
      failures += 1;
      const isForPeople = error instanceof SetupError;
      console.error(`${name} failed:`, isForPeople ? error.message : error);
    }
  }
  if (write) await writeDocument(root, Object.keys(BENCHES));
  return failures === 0 ? 0 : 1;
}

const stop = listenForStop();
stop.addEventListener(
  'abort',
  () => {
    endDescendants();
    process.exit(stopExitCode(stop));
  },
  { once: true },
);
try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
// The clients' library may still have threads that would keep the process.
process.exit();
