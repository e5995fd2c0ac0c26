import { readdir, readFile } from 'node:fs/promises';
import {
  parseCoreBusySeconds,
  parseProcessStat,
  parseResidentBytes,
  treeBelow,
} from './procFiles.ts';
import type { ProcessTimes } from './procFiles.ts';

/** User and system time that these processes have taken so far, all threads. @throws when one is gone */
export async function cpuSeconds(pids: readonly number[]): Promise<number> {
  const times = await Promise.all(pids.map((pid) => timesOf(pid)));
  return sum(times.map(({ ownSeconds }) => ownSeconds));
}

/**
 * The same of a process with all its descendants, those included that have ended meanwhile (as the
 * backends of PostgreSQL do): whoever waited for them carries their time on.
 */
export async function cpuSecondsOfTree(rootPid: number): Promise<number> {
  const table = await processTable();
  return sum(
    [...treeIn(table, rootPid)].map((pid) => {
      const times = table.get(pid);
      return times ? times.ownSeconds + times.endedChildrenSeconds : 0;
    }),
  );
}

/** The process and all its living descendants. @throws when it is gone */
export async function processTree(rootPid: number): Promise<number[]> {
  return treeIn(await processTable(), rootPid);
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

async function processTable(): Promise<Map<number, ProcessTimes>> {
  const names = await readdir('/proc');
  const table = new Map<number, ProcessTimes>();
  for (const pid of names.map(Number).filter(Number.isInteger)) {
    try {
      table.set(pid, await timesOf(pid));
    } catch {
      // It ended between the listing and the reading.
    }
  }
  return table;
}

async function timesOf(pid: number): Promise<ProcessTimes> {
  return parseProcessStat(await readFile(`/proc/${pid}/stat`, 'utf8'));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
