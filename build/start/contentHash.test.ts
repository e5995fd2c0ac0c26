import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contentHash } from './contentHash.ts';

let root: string;
const hash = () => contentHash(root, ['config.ts', 'source', 'missing']);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parley-hash-'));
  await mkdir(join(root, 'source', 'deep'), { recursive: true });
  await writeFile(join(root, 'config.ts'), 'a');
  await writeFile(join(root, 'source', 'deep', 'file.ts'), 'b');
});

afterEach(() => rm(root, { recursive: true }));

describe('the hash of the sources', () => {
  it('is the same as long as nothing changes', async () => {
    expect(await hash()).toBe(await hash());
  });

  it.each<[string, () => Promise<void>]>([
    ['a byte in a deep file', () => writeFile(join(root, 'source', 'deep', 'file.ts'), 'c')],
    ['a new file', () => writeFile(join(root, 'source', 'new.ts'), '')],
    ['a name', () => rename(join(root, 'source', 'deep'), join(root, 'source', 'other'))],
    ['a file that appears', () => writeFile(join(root, 'missing'), '')],
    ['a file that goes', () => rm(join(root, 'config.ts'))],
  ])('changes with %s', async (_, change) => {
    const before = await hash();
    await change();
    expect(await hash()).not.toBe(before);
  });
});
