import { describe, expect, it } from 'vitest';
import { progressLogger } from './progressLogger.ts';

describe('progressLogger', () => {
  it('passes on the first line of each step and no other', () => {
    const lines: string[] = [];
    const handleLine = progressLogger((line) => lines.push(line), 25);
    for (let n = 1; n <= 100; n += 1) handleLine(`[${n}/100] Compiling C++ object a.cpp.o`);
    expect(lines).toEqual([1, 26, 51, 76].map((n) => `Building the media worker [${n}/100]`));
  });

  it('ignores what is not progress', () => {
    const lines: string[] = [];
    const handleLine = progressLogger((line) => lines.push(line));
    handleLine("ninja: Entering directory `out'");
    handleLine('src/a.cpp:12: warning: [1/2] is odd');
    expect(lines).toEqual([]);
  });
});
