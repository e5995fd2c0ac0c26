// The second half of `npm start`, on Node 24: prepares what the server needs, runs it, and opens the desktop app.
import { fileURLToPath } from 'node:url';
import { SetupError } from '../system/SetupError.ts';
import { prepareWorker } from '../worker/prepareWorker.ts';
import type { BuildOptions } from './buildBundle.ts';
import { ensureBundle, WEB_CLIENT } from './buildBundle.ts';
import { endDescendants } from './endDescendants.ts';
import { openDesktopApp } from './openDesktopApp.ts';
import { createProgress } from './progress.ts';
import { ServerProcess } from './ServerProcess.ts';
import { aborted, listenForImpatience, listenForStop, stopExitCode } from './stopRequest.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** @returns the environment of the server. @throws {SetupError} */
async function prepare(options: BuildOptions): Promise<NodeJS.ProcessEnv> {
  const worker = await prepareWorker({ log: options.progress });
  await ensureBundle(WEB_CLIENT, options);
  return { ...process.env, MEDIASOUP_WORKER_BIN: worker };
}

/** @returns the exit code of the server. */
async function serve(env: NodeJS.ProcessEnv, options: BuildOptions): Promise<number> {
  const impatience = listenForImpatience(options.signal);
  const server = new ServerProcess({ root, env });
  server.ready
    .then((url) => openDesktopApp(url, options))
    .catch((error: unknown) => console.error(`The desktop app did not open: ${String(error)}`));
  await Promise.race([server.ended, aborted(options.signal)]);
  const { signal } = options;
  if (!signal.aborted) return server.ended;
  // Whoever sits at the terminal waits for nobody.
  return server.stop(signal.reason === 'SIGTERM' ? 'SIGTERM' : 'SIGINT', impatience);
}

async function main(signal: AbortSignal): Promise<number> {
  const options = { root, signal, progress: createProgress(console.log, Date.now) };
  try {
    const env = await Promise.race([prepare(options), aborted(signal)]);
    if (env !== undefined) return await serve(env, options);
  } catch (error) {
    if (!signal.aborted && error instanceof SetupError) {
      console.error(error.message);
      return 1;
    }
    if (!signal.aborted) throw error;
  }
  endDescendants();
  return stopExitCode(signal);
}

// What was left half-done by a stop does not hold us up: each step is one that the next start takes again.
process.exit(await main(listenForStop()));
