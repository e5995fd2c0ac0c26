import { readFileSync } from 'node:fs';

/**
 * Asks every process below this one to end: the worker's build is a tree of compilers, and unlike Ctrl-C in a terminal a
 * SIGTERM from npm or a service manager reaches this process alone. Linux only, as is that build.
 */
export function endDescendants(pid = process.pid): void {
  for (const child of childrenOf(pid)) {
    endDescendants(child);
    try {
      process.kill(child, 'SIGTERM');
    } catch {
      // It ended between being listed and being asked.
    }
  }
}

function childrenOf(pid: number): number[] {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return list === '' ? [] : list.split(' ').map(Number);
  } catch {
    // No /proc, or the process has ended: nothing below it that we could find.
    return [];
  }
}
