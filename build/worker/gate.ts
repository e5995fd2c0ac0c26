import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import nodeDataChannel from 'node-datachannel';
import { SetupError } from '../system/SetupError.ts';
import { floorStep } from './gate/floorStep.ts';
import { keyFrameStep } from './gate/keyFrameStep.ts';
import { loadStep } from './gate/loadStep.ts';
import { silenceStep } from './gate/silenceStep.ts';
import { srtpStep } from './gate/srtpStep.ts';
import { webRtcStep } from './gate/webRtcStep.ts';
import { prepareWorker } from './prepareWorker.ts';

type Step = { name: string; run: (worker: types.Worker) => Promise<string | void> };

/** In the order in which a call meets them, the slowest last. */
const steps: readonly Step[] = [
  ...(['AES_CM_128_HMAC_SHA1_80', 'AEAD_AES_128_GCM', 'AEAD_AES_256_GCM'] as const).map(
    (suite): Step => ({
      name: `SRTP and retransmission with ${suite}`,
      run: (worker) => srtpStep(worker, suite),
    }),
  ),
  { name: 'DTLS handshake, video and data channels with WebRTC clients', run: webRtcStep },
  { name: 'a least bit rate', run: floorStep },
  { name: 'a stream that comes again after a silence', run: silenceStep },
  { name: 'a viewer who keeps asking for key frames', run: keyFrameStep },
  { name: 'load', run: loadStep },
];

/**
 * Proves that a worker binary does its work, not only that it starts: a build against other
 * libraries can make transports and still die at the first handshake. Takes about 20 seconds.
 * @throws Error with the name of the step that failed, and why.
 */
async function passGate(binary: string, log: (line: string) => void): Promise<void> {
  const worker = await createWorker({ workerBin: binary, logLevel: 'error' });
  const death = new Promise<never>((_resolve, reject) => {
    worker.on('died', (error) => reject(error));
  });
  // The race below looks at it only while a step runs.
  death.catch(() => undefined);
  try {
    for (const { name, run } of steps) {
      const startedAt = performance.now();
      let note;
      try {
        note = await Promise.race([run(worker), death]);
      } catch (error) {
        const reason = worker.died ? 'the worker died' : messageOf(error);
        throw new Error(`${name}: ${reason}`, { cause: error });
      }
      const milliseconds = Math.round(performance.now() - startedAt);
      log(`passed: ${name} (${milliseconds} ms${note ? `, ${note}` : ''})`);
    }
  } finally {
    worker.close();
    nodeDataChannel.cleanup();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

if (import.meta.main) {
  try {
    const binary = process.argv[2] ?? (await prepareWorker({ log: console.log }));
    await passGate(binary, console.log);
  } catch (error) {
    // The last line is the reason; whoever runs the gate passes it on.
    console.error(error instanceof SetupError ? error.message : `failed: ${messageOf(error)}`);
    process.exitCode = 1;
  }
  // The clients' library may still have threads that would keep the process.
  process.exit();
}
