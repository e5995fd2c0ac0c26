import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** What server/main.ts tells us over the channel when it takes requests. */
const readySchema = z.object({ event: z.literal('ready'), url: z.url() });
/** What it tells when it was asked to end and lets meetings go on first. */
const drainingSchema = z.object({ event: z.literal('draining'), limitMs: z.number() });

/** Longer than the server's own limits for closing connections and the database. */
const CLOSE_PATIENCE_MS = 45_000;

/** SIGINT: now; SIGTERM: as soon as the meetings that are running are over, where the configuration gives them time. */
export type StopSignal = 'SIGINT' | 'SIGTERM';

export interface ServerOptions {
  /** Absolute path of the checkout. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  /** Which of `server/` to run. */
  readonly program?: 'main.ts' | 'mediaNode.ts';
}

/**
 * The server as a child, not as a module in our own process: what prepares it has gone from memory by then, and its crash
 * is ours to tell. Our death breaks the channel between us, at which it closes.
 */
export class ServerProcess {
  readonly #child: ChildProcess;
  /** The exit code, or 128 and the number of the signal that ended it. */
  readonly ended: Promise<number>;
  /** The URL, once the server takes requests; never settles when it does not come to that. */
  readonly ready: Promise<string>;

  constructor({ root, env, program = 'main.ts' }: ServerOptions) {
    const args = [...process.execArgv, join(root, 'server', program)];
    this.#child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Out of the terminal's reach: Ctrl-C is ours to pass on, once.
      detached: process.platform !== 'win32',
    });
    this.ended = once(this.#child, 'exit').then(([code, signal]) => toExitCode(code, signal));
    this.ready = new Promise((resolve) => {
      this.#child.on('message', (message) => {
        const parsed = readySchema.safeParse(message);
        if (parsed.success) resolve(parsed.data.url);
      });
    });
  }

  /**
   * Asks it to close everything and waits for its end: at once, or with `SIGTERM` when the time that its configuration
   * gives to meetings is over.
   * @param again Fires when it shall not wait for meetings any more.
   * @returns its exit code.
   */
  async stop(signal: StopSignal = 'SIGTERM', again?: AbortSignal): Promise<number> {
    const kill = () => this.#child.kill('SIGKILL');
    let limit = setTimeout(kill, CLOSE_PATIENCE_MS);
    this.#child.on('message', (message) => {
      const draining = drainingSchema.safeParse(message);
      if (!draining.success) return;
      clearTimeout(limit);
      limit = setTimeout(kill, draining.data.limitMs + CLOSE_PATIENCE_MS);
    });
    again?.addEventListener('abort', () => this.#signal('SIGINT'));
    this.#signal(signal);
    const code = await this.ended;
    clearTimeout(limit);
    return code;
  }

  #signal(signal: StopSignal): void {
    // Windows has no signals that a process could answer; the broken channel says the same.
    if (process.platform === 'win32') this.disconnect();
    else this.#child.kill(signal);
  }

  /** Breaks the channel, as our death would. */
  disconnect(): void {
    if (this.#child.connected) this.#child.disconnect();
  }
}

function toExitCode(code: unknown, signal: unknown): number {
  if (typeof code === 'number') return code;
  const name = Object.entries(constants.signals).find(([known]) => known === signal);
  return 128 + (name?.[1] ?? 0);
}
