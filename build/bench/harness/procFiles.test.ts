import { describe, expect, it } from 'vitest';
import {
  parseCoreBusySeconds,
  parseProcessStat,
  parseResidentBytes,
  parseThreadSeconds,
  treeBelow,
} from './procFiles.ts';

describe('parseProcessStat', () => {
  it('reads the parent, its own time, and that of ended children', () => {
    const text = '42 (node) S 7 42 42 0 -1 4194560 900 0 0 0 150 50 30 20 20 0 11 0 12345 1 2 3\n';
    expect(parseProcessStat(text)).toEqual({
      parentPid: 7,
      ownSeconds: 2,
      endedChildrenSeconds: 0.5,
    });
  });

  it('is not led astray by a program name with blanks and parentheses', () => {
    const text = '42 (a) (b c) S 7 42 42 0 -1 4194560 900 0 0 0 100 0 0 0 20 0 11 0 12345 1 2 3\n';
    expect(parseProcessStat(text)).toMatchObject({ parentPid: 7, endedChildrenSeconds: 0 });
  });

  it('refuses what it cannot read', () => {
    expect(() => parseProcessStat('42 (node) S 7\n')).toThrow('not a /proc/<pid>/stat');
  });
});

it('reads the time of a thread', () => {
  expect(parseThreadSeconds('1500000000 42 7\n')).toBe(1.5);
  expect(() => parseThreadSeconds('')).toThrow('not a schedstat');
});

it('reads resident memory', () => {
  expect(parseResidentBytes('Name:\tnode\nVmHWM:\t  9000 kB\nVmRSS:\t  2048 kB\n')).toBe(2_097_152);
});

describe('parseCoreBusySeconds', () => {
  const text = 'cpu  1 1 1 1 1 1 1 1 0 0\ncpu0 100 10 200 5000 300 20 30 40 7 0\ncpu1 1 0 0 9\n';

  it('counts all but idle and waiting for disks', () => {
    expect(parseCoreBusySeconds(text, 0)).toBe(4);
  });

  it('refuses a core that is not there', () => {
    expect(() => parseCoreBusySeconds(text, 2)).toThrow('no core 2');
  });
});

it('finds children of children, and nobody else', () => {
  const parents = new Map([
    [2, 1],
    [3, 2],
    [4, 3],
    [5, 1],
    [6, 5],
  ]);
  expect(treeBelow(2, parents).toSorted()).toEqual([2, 3, 4]);
});
