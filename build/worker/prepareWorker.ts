import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { isDebian } from '../system/isDebian.ts';
import { SetupError } from '../system/SetupError.ts';
import { buildWorker } from './buildWorker.ts';
import { locateMediasoup } from './mediasoupPackage.ts';
import { downloadPrebuilt, installOrdinary } from './ordinaryWorker.ts';
import { locateWorkerCache } from './workerCache.ts';
import { workerStarts } from './workerStarts.ts';

/**
 * Finds or makes the mediasoup worker binary: the one that MEDIASOUP_WORKER_BIN names, else the one
 * we built earlier, else mediasoup's prebuilt one, else, on Debian, one built here from mediasoup's
 * sources. Takes milliseconds when there is one already, minutes when one has to be built.
 * @param options.log gets one line per phase of the work; none when there is nothing to do.
 * @returns the absolute path of a binary that starts on this machine.
 * @throws SetupError with one line that says what is missing and what to do.
 */
export async function prepareWorker({ log }: { log: (line: string) => void }): Promise<string> {
  const named = process.env['MEDIASOUP_WORKER_BIN'];
  if (named) return checkNamedBinary(named);

  const mediasoup = locateMediasoup();
  const cache = locateWorkerCache(mediasoup.version);
  if (await workerStarts(cache.binary)) return cache.binary;
  if (await workerStarts(mediasoup.ordinaryBinary)) return mediasoup.ordinaryBinary;

  if (!isDebian()) return installOrdinary(mediasoup, log);
  if (await downloadPrebuilt(mediasoup, log)) return mediasoup.ordinaryBinary;
  return buildWorker(mediasoup, cache, log);
}

/** The absolute path of the binary that the user named. */
function checkNamedBinary(named: string): string {
  const binary = path.resolve(named);
  const instead = 'give the path of a mediasoup-worker binary, or unset it to have one prepared.';
  if (!statSync(binary, { throwIfNoEntry: false })?.isFile()) {
    throw new SetupError(`MEDIASOUP_WORKER_BIN: there is no file ${binary}; ${instead}`);
  }
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    throw new SetupError(`MEDIASOUP_WORKER_BIN: ${binary} is not executable; ${instead}`);
  }
  return binary;
}

if (import.meta.main) {
  try {
    console.log(await prepareWorker({ log: (line) => console.error(line) }));
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
