import { spawn } from 'node:child_process';
import { endDescendants } from '../start/endDescendants.ts';

export interface ProgramExit {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly timedOut: boolean;
}

export interface ProgramOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** After this long without an end to a polite request. */
const KILL_AFTER_MS = 10_000;

/** Runs a Node program with our terminal; ends it, and in the end kills it, at its time limit or when we are stopped. */
export function runProgram(
  args: readonly string[],
  { cwd, env, timeoutMs, signal }: ProgramOptions,
): Promise<ProgramExit> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    let timedOut = false;
    let killTimer: NodeJS.Timeout | undefined;
    const end = () => {
      // First those below it: a runner that goes leaves its browsers and servers to nobody.
      if (child.pid !== undefined) endDescendants(child.pid);
      child.kill('SIGTERM');
      killTimer ??= setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    };
    const timer = setTimeout(() => {
      timedOut = true;
      end();
    }, timeoutMs);
    signal.addEventListener('abort', end, { once: true });
    const finish = (exitCode: number | null) => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      signal.removeEventListener('abort', end);
      resolve({ exitCode, timedOut });
    };
    child.once('error', () => finish(null));
    child.once('exit', finish);
  });
}
