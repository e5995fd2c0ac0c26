import { fileURLToPath } from 'node:url';
import { ensureBundle, WEB_CLIENT } from '../start/buildBundle.ts';
import { createProgress } from '../start/progress.ts';
import { ensureBrowser } from '../system/ensureBrowser.ts';
import { SetupError } from '../system/SetupError.ts';
import { prepareWorker } from '../worker/prepareWorker.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * What a program of desktop/e2e needs on this machine: a browser, the media worker (which servers that it starts find in
 * the environment), and the web client as the sources are now. Without one of them the process ends, and says why.
 */
export async function prepare(): Promise<void> {
  try {
    await prepareAll();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

async function prepareAll(): Promise<void> {
  const progress = createProgress(console.log, Date.now);
  await ensureBrowser(root, progress);
  process.env['MEDIASOUP_WORKER_BIN'] = await prepareWorker({ log: progress });
  // Whoever stops us here stops a build that is thrown away.
  const { signal } = new AbortController();
  await ensureBundle(WEB_CLIENT, { root, progress, signal });
}
