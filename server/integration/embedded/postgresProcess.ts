import { readFile, readlink, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

/** The folder of the database, wherever the link in the data folder leads. */
export async function homeOf(dataDir: string): Promise<string> {
  return realpath(join(dataDir, 'postgres'));
}

/** Process id that PostgreSQL itself wrote down; undefined once it has shut down in good order. */
export async function postmasterPid(dataDir: string): Promise<number | undefined> {
  const file = join(await homeOf(dataDir), 'cluster', 'postmaster.pid');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : z.coerce.number().parse(text.split('\n')[0]);
}

/** Whether it runs: a process that has ended but was not reaped has no working directory any more. */
export async function isRunning(pid: number): Promise<boolean> {
  return readlink(`/proc/${pid}/cwd`).then(
    () => true,
    () => false,
  );
}

/** The shell that keeps PostgreSQL, and that shell's other child, which waits for Parley's end. Linux only. */
export async function keeperPids(postmaster: number): Promise<number[]> {
  const status = await readFile(`/proc/${postmaster}/status`, 'utf8');
  const keeper = z.coerce.number().parse(/^PPid:\s*(\d+)$/m.exec(status)?.[1]);
  const children = await readFile(`/proc/${keeper}/task/${keeper}/children`, 'utf8');
  const others = children.trim().split(' ').map(Number);
  return [keeper, ...others.filter((pid) => pid !== postmaster)];
}
