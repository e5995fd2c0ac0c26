// The second half of `npm run media-node`, on Node 24: finds or makes the media worker, and runs the node with it.
import { fileURLToPath } from 'node:url';
import { SetupError } from '../system/SetupError.ts';
import { prepareWorker } from '../worker/prepareWorker.ts';
import { endDescendants } from './endDescendants.ts';
import { createProgress } from './progress.ts';
import { ServerProcess } from './ServerProcess.ts';
import { aborted, listenForStop, stopExitCode } from './stopRequest.ts';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

async function main(signal: AbortSignal): Promise<number> {
  try {
    const preparing = prepareWorker({ log: createProgress(console.log, Date.now) });
    const worker = await Promise.race([preparing, aborted(signal)]);
    if (worker !== undefined) {
      const env = { ...process.env, MEDIASOUP_WORKER_BIN: worker };
      const node = new ServerProcess({ root, env, program: 'mediaNode.ts' });
      await Promise.race([node.ended, aborted(signal)]);
      return signal.aborted ? await node.stop() : await node.ended;
    }
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

process.exit(await main(listenForStop()));
