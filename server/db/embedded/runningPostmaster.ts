import { readFile, readlink, rm } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import { hasErrorCode } from './hasErrorCode.ts';
import { runAs } from './runAs.ts';

const POLL_MS = 10;

/** PostgreSQL's own ladder: finish and write all, end at once and recover later, no choice. */
const STEPS: readonly (readonly [signal: NodeJS.Signals, patienceMs: number])[] = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/** Whether the PostgreSQL of `cluster` says that it takes connections (what `pg_ctl --wait` looks at). */
export async function isReady(cluster: string): Promise<boolean> {
  const lines = await readPostmasterFile(cluster);
  return lines[7]?.trim() === 'ready';
}

/**
 * Ends the PostgreSQL of `cluster`, whoever started it, and removes what a killed one left behind. Only for the holder of
 * the owner lock: what runs there without us outlived the Parley that started it.
 * @throws {EmbeddedPostgresError} when it does not end.
 */
export async function endPostmaster(cluster: string): Promise<void> {
  const pid = await readPid(cluster);
  if (pid === undefined) return;
  if (await isPostmasterOf(pid, cluster)) await stopProcess(pid, cluster);
  // Its process id may belong to another program by now, which PostgreSQL would take for a running server.
  await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function stopProcess(pid: number, cluster: string): Promise<void> {
  for (const [signal, patienceMs] of STEPS) {
    signalIfAlive(pid, signal);
    if (await waitUntil(() => isPostmasterOf(pid, cluster).then((alive) => !alive), patienceMs)) {
      return;
    }
  }
  throw new EmbeddedPostgresError(
    `The PostgreSQL of ${cluster} (process ${pid}) does not end: end it, then start again.`,
  );
}

/** Asks again every few milliseconds, as PostgreSQL tells of its states in a file only. */
export async function waitUntil(
  condition: () => Promise<boolean>,
  patienceMs: number,
): Promise<boolean> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() >= deadline) return false;
    await delay(POLL_MS);
  }
  return true;
}

function signalIfAlive(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    if (hasErrorCode(error, 'ESRCH')) return false;
    // Somebody else's process: alive, and not ours to signal.
    if (hasErrorCode(error, 'EPERM')) return true;
    throw error;
  }
}

async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (!signalIfAlive(pid, 0)) return false;
  switch (platform()) {
    case 'linux':
      // PostgreSQL works in its data directory, and a process that has ended but not been reaped has none.
      return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === cluster;
    case 'win32':
      // There the system ends it together with its parent.
      return false;
    default: {
      const { output } = await runAs('ps', ['-o', 'stat=,args=', '-p', `${pid}`]);
      return output.includes(`-D ${cluster} `) && !output.startsWith('Z');
    }
  }
}

async function readPid(cluster: string): Promise<number | undefined> {
  const lines = await readPostmasterFile(cluster);
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return Number.isInteger(pid) ? pid : undefined;
}

async function readPostmasterFile(cluster: string): Promise<string[]> {
  try {
    return (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n');
  } catch (error) {
    if (hasErrorCode(error, 'ENOENT')) return [];
    throw error;
  }
}
