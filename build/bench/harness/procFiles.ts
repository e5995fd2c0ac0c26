/** Linux tells times in this unit whatever the kernel's own tick is (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

export interface ProcessTimes {
  parentPid: number;
  /** User and system time of all its threads, those included that have ended. */
  ownSeconds: number;
  /** User and system time of children that have ended and were waited for. */
  endedChildrenSeconds: number;
}

/** /proc/<pid>/stat, see proc(5). The program's name stands in parentheses and may itself have some. */
export function parseProcessStat(text: string): ProcessTimes {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  // proc(5) counts from 1 and begins with pid and name, which are cut off here.
  const field = (number: number): number => {
    const value = Number.parseInt(fields[number - 3] ?? '', 10);
    if (Number.isNaN(value)) throw new Error(`not a /proc/<pid>/stat: "${text.trim()}"`);
    return value;
  };
  return {
    parentPid: field(4),
    ownSeconds: (field(14) + field(15)) / TICKS_PER_SECOND,
    endedChildrenSeconds: (field(16) + field(17)) / TICKS_PER_SECOND,
  };
}

/**
 * Seconds on a core, from /proc/<pid>/task/<tid>/schedstat: to the nanosecond, where `stat` counts in
 * hundredths and a short sample of an easy load would be all rounding.
 */
export function parseThreadSeconds(text: string): number {
  const nanoseconds = Number.parseInt(text, 10);
  if (Number.isNaN(nanoseconds)) throw new Error(`not a schedstat: "${text.trim()}"`);
  return nanoseconds / 1e9;
}

/** Resident memory in bytes, from /proc/<pid>/status. */
export function parseResidentBytes(text: string): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1];
  if (kib === undefined) throw new Error('no VmRSS in this /proc/<pid>/status');
  return Number.parseInt(kib, 10) * 1024;
}

/** Seconds in which a core was not idle since the machine started, from /proc/stat. */
export function parseCoreBusySeconds(text: string, core: number): number {
  const line = new RegExp(`^cpu${core} (.*)$`, 'm').exec(text)?.[1];
  if (line === undefined) throw new Error(`this machine has no core ${core}`);
  // user nice system idle iowait irq softirq steal; guest times are in user and nice already.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = line
    .trim()
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / TICKS_PER_SECOND;
}

/** `root` and all below it. @param parents process id to parent's */
export function treeBelow(root: number, parents: ReadonlyMap<number, number>): number[] {
  const tree = [root];
  // The list grows while it is walked: children of children come in turn.
  for (const pid of tree) {
    for (const [child, parent] of parents) if (parent === pid) tree.push(child);
  }
  return tree;
}
