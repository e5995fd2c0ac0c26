import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTemporaryFolder, type TemporaryFolder } from './temporaryFolder.ts';

const MAIN = fileURLToPath(new URL('../../main.ts', import.meta.url));

/** `server/main.ts` as the launcher runs it: a process of its own, in an empty folder, with a channel to us. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #folder: TemporaryFolder;
  readonly exited: Promise<number | null>;
  stdout = '';
  stderr = '';

  private constructor(folder: TemporaryFolder, env: Record<string, string>) {
    this.#folder = folder;
    this.#child = spawn(process.execPath, [MAIN], {
      cwd: folder.path,
      env: {
        PATH: process.env['PATH'] ?? '',
        MEDIASOUP_WORKER_BIN: process.env['MEDIASOUP_WORKER_BIN'],
        PARLEY_DATA_DIR: folder.path,
        PARLEY_HOST: '127.0.0.1',
        PARLEY_PORT: '0',
        PARLEY_MEDIA_PORT: '0',
        PARLEY_MEDIA_WORKERS: '1',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.#child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    // Not `close`: that never comes for a child whose channel was broken from this side.
    this.exited = Promise.all([
      once(this.#child, 'exit'),
      ...[this.#child.stdout, this.#child.stderr].flatMap((stream) =>
        stream ? [once(stream, 'end')] : [],
      ),
    ]).then(() => this.#child.exitCode);
  }

  /** @param dotEnv Text of the `.env` in its folder. */
  static async start(env: Record<string, string> = {}, dotEnv = ''): Promise<ServerProcess> {
    const folder = await createTemporaryFolder();
    if (dotEnv !== '') await writeFile(join(folder.path, '.env'), dotEnv);
    return new ServerProcess(folder, env);
  }

  /** Resolves with its URL; rejects when it ends instead. */
  async ready(): Promise<string> {
    const message = once(this.#child, 'message').then(([told]: unknown[]) => told);
    const ended = this.exited.then((code) => {
      throw new Error(`ended with ${code}: ${this.stderr}`);
    });
    const told = await Promise.race([message, ended]);
    if (typeof told === 'object' && told && 'url' in told) return String(told.url);
    throw new Error(`said ${JSON.stringify(told)}`);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  disconnect(): void {
    this.#child.disconnect();
  }

  /** Ends it, whatever state it is in, and removes its folder. */
  async dispose(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGTERM');
      await this.exited;
    }
    await this.#folder.remove();
  }
}
