import { spawn } from 'node:child_process';

/** The worker ends with this code when its parent did not say which version it speaks. */
const notMyParent = 41;

/**
 * Whether the binary runs on this machine at all: its libraries are there and of the right kind.
 * Takes a few milliseconds. A worker that starts may still fail at work, which is for the gate.
 */
export function workerStarts(binary: string): Promise<boolean> {
  return new Promise((resolve) => {
    // mediasoup's own installer asks in the same way: without the version in its environment, a
    // sound worker refuses with a code of its own.
    const child = spawn(binary, [], { stdio: 'ignore', env: {}, timeout: 5_000 });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === notMyParent));
  });
}
