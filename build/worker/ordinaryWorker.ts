import { rm } from 'node:fs/promises';
import { runCommand } from '../system/runCommand.ts';
import { SetupError } from '../system/SetupError.ts';
import type { MediasoupPackage } from './mediasoupPackage.ts';
import { workerStarts } from './workerStarts.ts';

type Log = (line: string) => void;

/** The download is about 10 MB; a network that swallows packets must not hold up the start. */
const downloadTimeoutMs = 20_000;

/**
 * Has mediasoup's own installer download its prebuilt worker, and nothing else.
 * @returns whether a worker that runs on this machine is there afterwards.
 */
export async function downloadPrebuilt(mediasoup: MediasoupPackage, log: Log): Promise<boolean> {
  log('Downloading the media worker');
  // The installer falls back to a build with pip. With no Python to run, that ends at once.
  await runInstaller(mediasoup, { env: { PYTHON: 'false' }, timeoutMs: downloadTimeoutMs });
  if (await workerStarts(mediasoup.ordinaryBinary)) return true;
  // A download that was cut off leaves part of a file where mediasoup would take it for a worker.
  await rm(mediasoup.ordinaryBinary, { force: true });
  log('The ready-made media worker cannot be downloaded here');
  return false;
}

/**
 * mediasoup's ordinary way in full: the prebuilt download, else its own build.
 * @throws SetupError when neither works.
 */
export async function installOrdinary(mediasoup: MediasoupPackage, log: Log): Promise<string> {
  log('Installing the media worker (a download, or else a build of several minutes)');
  const { output } = await runInstaller(mediasoup, { onLine: log });
  if (await workerStarts(mediasoup.ordinaryBinary)) return mediasoup.ordinaryBinary;
  const reason = output.split('\n').findLast((line) => /error|fail/i.test(line)) ?? 'no reason';
  throw new SetupError(
    `mediasoup could neither download nor build its worker (${reason.trim()}): let this machine reach ` +
      'github.com, or install Python 3 with pip and a C++ compiler, or set MEDIASOUP_WORKER_BIN to a worker binary.',
  );
}

function runInstaller(
  mediasoup: MediasoupPackage,
  options: Parameters<typeof runCommand>[2],
): ReturnType<typeof runCommand> {
  const args = ['npm-scripts.mjs', 'postinstall'];
  return runCommand(process.execPath, args, { cwd: mediasoup.directory, ...options });
}
