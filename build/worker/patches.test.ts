import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SetupError } from '../system/SetupError.ts';
import { locateMediasoup } from './mediasoupPackage.ts';
import { applyPatch, patches } from './patches.ts';

const patch = { file: 'src/a.cpp', find: 'one == two', replace: 'one & two', why: 'it would die' };

describe('applyPatch', () => {
  it('replaces the text and leaves the rest', () => {
    expect(applyPatch('if (one == two)\n{}\n', patch)).toBe('if (one & two)\n{}\n');
  });

  it('takes the replacement literally', () => {
    expect(applyPatch('one == two', { ...patch, replace: "$& $' $1" })).toBe("$& $' $1");
  });

  it.each([
    ['is not there any more', 'if (one != two)'],
    ['occurs more than once', 'one == two; one == two;'],
  ])('fails in one line that names the file when the text %s', (complaint, source) => {
    const attempt = (): string => applyPatch(source, patch);
    expect(attempt).toThrow(SetupError);
    expect(attempt).toThrow(complaint);
    expect(attempt).toThrow(/^[^\n]*worker\/src\/a\.cpp[^\n]*MEDIASOUP_WORKER_BIN[^\n]*$/);
  });
});

describe('patches', () => {
  it.each(patches)('$file: fits the installed mediasoup ($why)', (each) => {
    const file = path.join(locateMediasoup().workerDir, each.file);
    const patched = applyPatch(readFileSync(file, 'utf8'), each);
    expect(patched).toContain(each.replace);
    expect(patched).not.toContain(each.find);
  });
});
