import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../mediaNode.ts', import.meta.url));

/** `server/mediaNode.ts` as it is run beside a server. */
export class MediaNodeProcess {
  readonly #child: ChildProcess;
  readonly exited: Promise<number | null>;
  #said = '';

  /** Resolves when it listens. @param address as in PARLEY_MEDIA_NODE */
  static async start(address: string, env: Record<string, string> = {}): Promise<MediaNodeProcess> {
    const node = new MediaNodeProcess(address, env);
    const ended = node.exited.then((code) => {
      throw new Error(`the media node ended with ${code}: ${node.#said}`);
    });
    await Promise.race([once(node.#child, 'message'), ended]);
    return node;
  }

  private constructor(address: string, env: Record<string, string>) {
    this.#child = spawn(process.execPath, [MAIN], {
      env: {
        PATH: process.env['PATH'] ?? '',
        MEDIASOUP_WORKER_BIN: process.env['MEDIASOUP_WORKER_BIN'],
        PARLEY_MEDIA_NODE: address,
        PARLEY_MEDIA_ADDRESS: '127.0.0.1',
        PARLEY_MEDIA_PORT: '0',
        PARLEY_MEDIA_WORKERS: '1',
        PARLEY_LOG_LEVEL: 'warn',
        ...env,
      },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()));
    this.exited = once(this.#child, 'exit').then(() => this.#child.exitCode);
  }

  /** Ends it and waits for that. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.exited;
  }
}
