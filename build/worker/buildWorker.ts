import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureDebianPackages } from '../system/ensureDebianPackages.ts';
import { runCommand } from '../system/runCommand.ts';
import { SetupError } from '../system/SetupError.ts';
import { debianPackages } from './debianPackages.ts';
import { withFileLock } from './fileLock.ts';
import type { MediasoupPackage } from './mediasoupPackage.ts';
import { prepareSources } from './prepareSources.ts';
import { progressLogger } from './progressLogger.ts';
import type { WorkerCache } from './workerCache.ts';
import { workerStarts } from './workerStarts.ts';

type Log = (line: string) => void;

const unfinishedPrefix = '.unfinished-';
/** Twice what the gate takes on two busy cores; past that it hangs. */
const gateTimeoutMs = 180_000;

/**
 * Builds the worker from the sources inside the npm package against Debian's libraries, has it pass
 * the gate, and puts it into the cache. Takes about four minutes on two cores. Nobody ever sees a
 * half-made entry: it is made under another name and renamed at the end.
 * @throws SetupError with the step that failed.
 */
export async function buildWorker(
  mediasoup: MediasoupPackage,
  cache: WorkerCache,
  log: Log,
): Promise<string> {
  await mkdir(cache.root, { recursive: true });
  const announceWait = (): void => log('Another process is building the media worker: waiting');
  return withFileLock(path.join(cache.root, 'lock'), announceWait, async () => {
    // Whoever held the lock before us may have built just what we need.
    if (await workerStarts(cache.binary)) return cache.binary;
    await removeUnfinished(cache.root);
    await ensureDebianPackages(debianPackages, { log });

    const startedAt = performance.now();
    log(`Building the media worker ${mediasoup.version} from its sources (a few minutes, once)`);
    const directory = await mkdtemp(path.join(cache.root, unfinishedPrefix));
    try {
      const binary = await compile(mediasoup, directory, path.join(cache.root, 'build.log'), log);
      log('Testing the media worker');
      await runGate(binary, log);
      await store(binary, directory, cache);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      log(`The media worker is ready (${seconds} s): ${cache.binary}`);
      return cache.binary;
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
}

/** What a build that was killed left behind; with the lock in hand, none of it is in use. */
async function removeUnfinished(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    await rm(path.join(root, name), { recursive: true, force: true });
  }
}

async function compile(
  mediasoup: MediasoupPackage,
  directory: string,
  logFile: string,
  log: Log,
): Promise<string> {
  const sources = path.join(directory, 'sources');
  const out = path.join(directory, 'out');
  const binary = path.join(out, 'mediasoup-worker');
  await prepareSources(mediasoup.workerDir, sources);

  const everything = createWriteStream(logFile);
  const step = async (program: string, args: string[], onLine?: Log): Promise<void> => {
    const result = await runCommand(program, args, {
      env: { NINJA_STATUS: '[%f/%t] ' },
      onLine: (line) => {
        everything.write(`${line}\n`);
        onLine?.(line);
      },
    });
    if (result.code === 0) return;
    const reason = result.output.split('\n').find((line) => /\berror\b/i.test(line)) ?? 'no reason';
    throw new SetupError(
      `Building the media worker failed at ${program} (${reason.trim()}): see ${logFile}; ` +
        'or set MEDIASOUP_WORKER_BIN to a worker built elsewhere.',
    );
  };
  try {
    // The same settings as mediasoup's own release build; nothing is ever downloaded.
    const settings = ['--wrap-mode=nodownload', '--buildtype=release', '-Db_ndebug=true'];
    await step('meson', ['setup', ...settings, out, sources]);
    const ninjaArgs = ['-C', out, '-j', String(parallelJobs()), 'mediasoup-worker'];
    await step('ninja', ninjaArgs, progressLogger(log));
    await step('strip', [binary]);
  } finally {
    everything.end();
  }
  return binary;
}

/** One compiler per core, as far as memory reaches: each takes up to a gigabyte. */
function parallelJobs(): number {
  const gigabytes = Math.floor(os.totalmem() / 2 ** 30);
  return Math.max(1, Math.min(os.availableParallelism(), gigabytes));
}

/** In a process of its own: a worker that makes the gate hang must not hang the set-up. */
async function runGate(binary: string, log: Log): Promise<void> {
  const gate = fileURLToPath(import.meta.resolve('./gate.ts'));
  const { code, output, timedOut } = await runCommand(process.execPath, [gate, binary], {
    timeoutMs: gateTimeoutMs,
    onLine: log,
  });
  if (code === 0) return;
  const reason = timedOut ? `no end after ${gateTimeoutMs / 1000} s` : output.split('\n').at(-1);
  throw new SetupError(
    `The media worker that was built does not work (${reason ?? 'no reason'}): ` +
      'set MEDIASOUP_WORKER_BIN to a worker built elsewhere, and please report this.',
  );
}

async function store(binary: string, directory: string, cache: WorkerCache): Promise<void> {
  const entry = path.join(directory, 'entry');
  await mkdir(entry);
  await rename(binary, path.join(entry, path.basename(cache.binary)));
  const stamp = { passedGateAt: new Date().toISOString(), node: process.version };
  await writeFile(path.join(entry, 'passed.json'), `${JSON.stringify(stamp, null, 2)}\n`);
  // An entry that is there at this point holds a binary that no longer starts.
  await rm(cache.entry, { recursive: true, force: true });
  await rename(entry, cache.entry);
}
