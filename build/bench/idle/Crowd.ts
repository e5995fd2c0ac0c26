import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { cpuSeconds, GENERATOR_CORE, spawnPinned } from '../harness/index.ts';
import { crowdState } from './crowd/protocol.ts';
import type { CrowdOrder, CrowdState } from './crowd/protocol.ts';

const POLL_MS = 50;

/** Everybody who is connected, in processes of their own: one would have too many sockets. */
export class Crowd {
  readonly #children: ChildProcess[] = [];
  readonly #states = new Map<ChildProcess, CrowdState>();
  readonly #size: number;

  /** @param tokens of everybody; each process takes its share */
  constructor(url: string, tokens: readonly string[], processes: number) {
    this.#size = tokens.length;
    const share = Math.ceil(tokens.length / processes);
    for (let network = 0; network < processes; network += 1) {
      const own = tokens.slice(network * share, (network + 1) * share);
      this.#start({ url, tokens: own, network });
    }
  }

  get open(): number {
    return [...this.#states.values()].reduce((count, { open }) => count + open, 0);
  }

  get failures(): number {
    return [...this.#states.values()].reduce((count, { failures }) => count + failures, 0);
  }

  /** Seconds on a core so far. */
  cpu(): Promise<number> {
    return cpuSeconds(this.#children.map(({ pid }) => pid ?? NaN));
  }

  /** @returns when the last one was connected, ms since the epoch */
  async allOpen(limitMs: number): Promise<number> {
    await this.#until(() => this.open === this.#size, limitMs, 'connected');
    return Math.max(...[...this.#states.values()].map(({ allOpenAt }) => allOpenAt ?? NaN));
  }

  /** Everybody has noticed that the server is gone. */
  allLost(limitMs: number): Promise<void> {
    return this.#until(() => this.open === 0, limitMs, 'gone');
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        if (child.exitCode !== null) return;
        const ended = once(child, 'exit');
        child.disconnect();
        await ended;
      }),
    );
  }

  #start(order: CrowdOrder): void {
    const program = join(import.meta.dirname, 'crowd', 'main.ts');
    const child = spawnPinned(GENERATOR_CORE, process.execPath, [program], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#children.push(child);
    this.#states.set(child, { open: 0, allOpenAt: null, failures: 0 });
    child.on('message', (message: unknown) => {
      this.#states.set(child, crowdState.parse(message));
    });
    child.send(order);
  }

  async #until(holds: () => boolean, limitMs: number, what: string): Promise<void> {
    const until = performance.now() + limitMs;
    while (!holds()) {
      if (performance.now() > until) {
        throw new Error(
          `${this.open} of ${this.#size} sockets are open after ${limitMs / 1000} s, not all are ${what}`,
        );
      }
      await wait(POLL_MS);
    }
  }
}
