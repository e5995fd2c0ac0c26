import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');

/** A media node in a process of its own, which lives on when the server beside it is killed. */
export class MediaNode {
  /** As in PARLEY_MEDIA_NODE. */
  readonly address: string;
  readonly #child: ChildProcess;

  static async start(folder: string): Promise<MediaNode> {
    const node = new MediaNode(`unix:${join(folder, 'node', 'node.sock')}`);
    const ended = once(node.#child, 'exit').then(() => {
      throw new Error('the media node did not start');
    });
    await Promise.race([once(node.#child, 'message'), ended]);
    // Later its end is `stop`'s business.
    ended.catch(() => undefined);
    return node;
  }

  private constructor(address: string) {
    this.address = address;
    this.#child = spawn(process.execPath, [join(REPOSITORY, 'server', 'mediaNode.ts')], {
      cwd: REPOSITORY,
      env: {
        ...process.env,
        PARLEY_MEDIA_NODE: address,
        PARLEY_MEDIA_PORT: '0',
        PARLEY_MEDIA_ADDRESS: '127.0.0.1',
        PARLEY_LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}
