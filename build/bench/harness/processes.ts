import { readdir, readFile } from 'node:fs/promises';
import {
  parseCoreBusySeconds,
  parseProcessStat,
  parseResidentBytes,
  parseThreadSeconds,
  treeBelow,
} from './procFiles.ts';
import type { ProcessTimes } from './procFiles.ts';

/**
 * User and system time that these processes have taken so far, by all the threads they ever had.
 * @throws when one is gone
 */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  const times = pids.map(async (pid) => ownSeconds(pid, await readTimes(pid)));
  return sum(await Promise.all(times));
}

/**
 * The same of a process with all its descendants, those included that have ended meanwhile (as the
 * backends of PostgreSQL do): whoever waited for them carries their time on.
 */
export async function cpuSecondsOfTree(rootPid: number): Promise<number> {
  const table = await processTable();
  const times = treeIn(table, rootPid).map(async (pid) => {
    const listed = table.get(pid);
    if (!listed) return 0;
    try {
      return listed.endedChildrenSeconds + (await ownSeconds(pid, listed));
    } catch (error) {
      // It ended since it was listed; its parent carries its time on.
      if (isGone(error)) return 0;
      throw error;
    }
  });
  return sum(await Promise.all(times));
}

/** The process and all its living descendants. @throws when it is gone */
export async function processTree(rootPid: number): Promise<number[]> {
  return treeIn(await processTable(), rootPid);
}

/** What the kernel calls each of these programs: the first 15 letters of its file. Those that are gone are left out. */
export async function programNames(pids: readonly number[]): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  for (const pid of pids) {
    try {
      names.set(pid, (await readFile(`/proc/${pid}/comm`, 'utf8')).trim());
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return names;
}

/** Resident memory of these processes together, in bytes. What they share counts for each. */
export async function residentBytes(pids: readonly number[]): Promise<number> {
  const sizes = pids.map(async (pid) =>
    parseResidentBytes(await readFile(`/proc/${pid}/status`, 'utf8')),
  );
  return sum(await Promise.all(sizes));
}

/** How long a core has been busy, whoever kept it so, since the machine started. */
export async function coreBusySeconds(core: number): Promise<number> {
  return parseCoreBusySeconds(await readFile('/proc/stat', 'utf8'), core);
}

function treeIn(table: ReadonlyMap<number, ProcessTimes>, rootPid: number): number[] {
  if (!table.has(rootPid)) throw new Error(`process ${rootPid} is gone`);
  return treeBelow(rootPid, new Map([...table].map(([pid, { parentPid }]) => [pid, parentPid])));
}

/**
 * Living threads tell their time to the nanosecond, the process in hundredths of a second; but where a
 * thread has ended (a browser ends those of its pools), only the process still has its time.
 */
async function ownSeconds(pid: number, { ownSeconds }: ProcessTimes): Promise<number> {
  return Math.max(ownSeconds, await threadSeconds(pid));
}

async function threadSeconds(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const seconds = threads.map(async (thread) => {
    try {
      return parseThreadSeconds(await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
    } catch (error) {
      if (isGone(error)) return 0;
      throw error;
    }
  });
  return sum(await Promise.all(seconds));
}

/** What the kernel says of a process or thread that ended between being listed and being read. */
function isGone(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH')
  );
}

async function processTable(): Promise<Map<number, ProcessTimes>> {
  const names = await readdir('/proc');
  const table = new Map<number, ProcessTimes>();
  for (const pid of names.map(Number).filter(Number.isInteger)) {
    try {
      table.set(pid, await readTimes(pid));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  return table;
}

async function readTimes(pid: number): Promise<ProcessTimes> {
  return parseProcessStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
