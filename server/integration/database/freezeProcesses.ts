import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';

/**
 * Stops a process and its children as a machine that swaps or a disk that hangs does: connections stay open and nothing
 * answers. Linux only.
 * @returns lets them go on
 */
export async function freezeProcesses(root: number): Promise<() => void> {
  // The parent first, which then starts no more.
  process.kill(root, 'SIGSTOP');
  const frozen = [root, ...(await childrenOf(root))];
  for (const pid of frozen.slice(1)) process.kill(pid, 'SIGSTOP');
  return () => {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
  };
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const parents = await Promise.all(pids.map(async (pid) => ({ pid, of: await parentOf(pid) })));
  return parents.filter((each) => each.of === parent).map(({ pid }) => pid);
}

async function parentOf(pid: number): Promise<number | null> {
  // Gone since it was listed.
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const parent = /^PPid:\s*(\d+)$/m.exec(status)?.[1];
  return parent === undefined ? null : z.coerce.number().parse(parent);
}
