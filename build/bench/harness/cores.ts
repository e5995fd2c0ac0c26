import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';

/** What is measured runs on the one, all that makes it work on the other, so that neither slows the other down. */
export const PRODUCT_CORE = 0;
export const GENERATOR_CORE = 1;

const PIN_TRIES = 5;

/** `taskset` (util-linux) becomes the program, so the child's process id is the program's own. */
export function spawnPinned(
  core: number,
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): ChildProcess {
  return spawn('taskset', ['-c', String(core), command, ...args], options);
}

/** Pins all threads of this process; what it starts inherits the core unless it is spawned pinned. */
export function pinSelf(core: number): void {
  pinProcess(process.pid, [core]);
}

/** Pins all threads of a process that runs. @throws when there is none */
export function pinProcess(pid: number, cores: readonly number[]): void {
  for (let tries = 1; ; tries += 1) {
    try {
      execFileSync('taskset', ['-a', '-c', '-p', cores.join(','), String(pid)], {
        stdio: 'ignore',
      });
      return;
    } catch (error) {
      // A thread that ends while taskset walks through them fails it.
      if (tries === PIN_TRIES) throw error;
    }
  }
}
