import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../../../server/integration/support/temporaryFolder.ts';
import type { TemporaryFolder } from '../../../server/integration/support/temporaryFolder.ts';
import { saveRecord, writeDocument } from './files.ts';
import { record } from './sampleRecord.ts';

const REAL_PAGE = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url));
const ORDER = ['forwarding', 'join', 'fanOut', 'idle', 'memory', 'soak', 'client', 'api'];

describe('writeDocument', () => {
  let folder: TemporaryFolder;
  let root = '';
  let page = '';
  let before = '';
  const rowsOf = (text: string, bench: string) =>
    text.split('\n').filter((line) => line.startsWith(`| ${bench} `));

  beforeEach(async () => {
    folder = await createTemporaryFolder();
    root = folder.path;
    page = join(root, 'docs', 'benchmarks.md');
    await mkdir(join(root, 'docs'));
    await cp(REAL_PAGE, page);
    before = await readFile(page, 'utf8');
  });
  afterEach(() => folder.remove());

  it('leaves the page as it is where nothing was measured', async () => {
    await writeDocument(root, ORDER);
    expect(await readFile(page, 'utf8')).toBe(before);
  });

  it('replaces the figures of what was measured, and keeps the rest', async () => {
    await saveRecord(root, record);
    await writeDocument(root, ORDER);
    const after = await readFile(page, 'utf8');
    expect(rowsOf(after, 'fan-out')).toHaveLength(record.rows.length);
    expect(after).toContain('(fanOut) on commit abc1234');
    const cells = (text: string) =>
      rowsOf(text, 'api').map((line) => line.split('|').map((cell) => cell.trim())[3]);
    expect(cells(before).length).toBeGreaterThan(0);
    expect(cells(after)).toEqual(cells(before));
  });
});
