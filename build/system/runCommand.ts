import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export type RunOptions = {
  cwd?: string;
  /** Added to this process's environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** The command is killed after this long; without it, it may take for ever. */
  timeoutMs?: number;
  /** Each line of standard output and standard error as it comes. */
  onLine?: (line: string) => void;
  /** `inherit` lets the command ask the person at the terminal, as `sudo` does. */
  stdin?: 'ignore' | 'inherit';
};

export type RunResult = {
  /** The exit code, or null when a signal ended the command or it could not be started. */
  code: number | null;
  /** Standard output and standard error, in the order they came. */
  output: string;
  /** Set when the command ran into `timeoutMs`. */
  timedOut: boolean;
};

/** Runs a program without a shell. Never rejects: a program that is not there is a null code. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      stdio: [options.stdin ?? 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const lines: string[] = [];
    let timedOut = false;
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);

    const handleLine = (line: string): void => {
      lines.push(line);
      options.onLine?.(line);
    };
    createInterface({ input: child.stdout }).on('line', handleLine);
    createInterface({ input: child.stderr }).on('line', handleLine);

    const finish = (code: number | null): void => {
      clearTimeout(timer);
      resolve({ code, output: lines.join('\n'), timedOut });
    };
    child.on('error', (error) => {
      lines.push(error.message);
      finish(null);
    });
    child.on('close', (code) => finish(code));
  });
}
