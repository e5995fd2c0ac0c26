import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Footprint, TargetMessage, TargetQuestion } from './targetMessages.ts';

const PROGRAM = fileURLToPath(new URL('targetProcess.ts', import.meta.url));

/** A real server in a process of its own, and what its owner would find in its log. */
export class TargetServer {
  readonly #child: ChildProcess;
  readonly #problems: string[] = [];
  #isClosing = false;
  url = '';
  setupToken: string | null = null;

  private constructor(env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, ['--expose-gc', PROGRAM], {
      env: { ...process.env, PARLEY_LOG_LEVEL: 'error', ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.on('message', (message: TargetMessage) => {
      if (message.event === 'problem') this.#problems.push(message.text);
    });
    this.#child.once('exit', (code, signal) => {
      if (!this.#isClosing) this.#problems.push(`the server ended: ${signal ?? code}`);
    });
    if (this.#child.stderr) {
      // At its log level, every line is an error.
      createInterface({ input: this.#child.stderr }).on('line', (line) =>
        this.#problems.push(line),
      );
    }
  }

  static async start(env: Readonly<Record<string, string>> = {}): Promise<TargetServer> {
    const target = new TargetServer(env);
    const { url, setupToken } = await target.#next('ready');
    target.url = url;
    target.setupToken = setupToken;
    return target;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** What has gone wrong since this was asked last: crashes, unhandled rejections, logged errors. */
  takeProblems(): string[] {
    return this.#problems.splice(0);
  }

  async measure(): Promise<Footprint> {
    const measured = this.#next('measured');
    this.#ask('measure');
    return (await measured).footprint;
  }

  /** TCP connections that it has. */
  async countSockets(): Promise<number> {
    const counted = this.#next('counted');
    this.#ask('count');
    return (await counted).sockets;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    if (!this.isAlive) return;
    const ended = once(this.#child, 'exit');
    this.#ask('stop');
    await ended;
  }

  #ask(question: TargetQuestion): void {
    this.#child.send(question);
  }

  #next<E extends TargetMessage['event']>(event: E): Promise<Extract<TargetMessage, { event: E }>> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error(`the server ended: ${this.#problems.join('\n')}`));
      const listener = (message: TargetMessage) => {
        if (!isOf(message, event)) return;
        this.#child.off('message', listener);
        this.#child.off('exit', fail);
        resolve(message);
      };
      this.#child.on('message', listener);
      this.#child.once('exit', fail);
    });
  }
}

function isOf<E extends TargetMessage['event']>(
  message: TargetMessage,
  event: E,
): message is Extract<TargetMessage, { event: E }> {
  return message.event === event;
}
