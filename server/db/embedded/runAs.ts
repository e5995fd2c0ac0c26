import { spawn } from 'node:child_process';

/** The account that PostgreSQL runs under; `undefined` means the one that runs Parley. */
export interface RunUser {
  readonly uid: number;
  readonly gid: number;
}

export interface RunResult {
  readonly code: number | null;
  /** stdout and stderr together. */
  readonly output: string;
}

export interface RunOptions {
  readonly user?: RunUser | undefined;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. Rejects when it cannot be started (`ENOENT`, `EACCES`). */
export function runAs(
  program: string,
  args: readonly string[],
  { user, cwd, env }: RunOptions = {},
): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...user,
      ...(cwd === undefined ? {} : { cwd }),
      ...(env === undefined ? {} : { env }),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const collect = (chunk: Buffer) => (output += chunk.toString('utf8'));
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
