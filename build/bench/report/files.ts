import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { benchRecord } from './BenchRecord.ts';
import type { BenchRecord } from './BenchRecord.ts';
import { writeFigures } from './render.ts';

const folderOf = (root: string): string => join(root, 'dist', 'bench');
const documentOf = (root: string): string => join(root, 'docs', 'benchmarks.md');

export async function saveRecord(root: string, record: BenchRecord): Promise<void> {
  const folder = folderOf(root);
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(record, null, 2)}\n`;
  await writeFile(join(folder, `${record.bench}.json`), text);
}

/**
 * Renders what the last run of each bench left into docs/benchmarks.md.
 * @param order names of benches; those that have left nothing are passed over
 */
export async function writeDocument(root: string, order: readonly string[]): Promise<void> {
  const files = await readdir(folderOf(root));
  const records: BenchRecord[] = [];
  for (const name of order) {
    const file = `${name}.json`;
    if (!files.includes(file)) continue;
    const json: unknown = JSON.parse(await readFile(join(folderOf(root), file), 'utf8'));
    records.push(benchRecord.parse(json));
  }
  const document = writeFigures(await readFile(documentOf(root), 'utf8'), records);
  // As `npm run check:format` wants it.
  await writeFile(
    documentOf(root),
    await format(document, { parser: 'markdown', printWidth: 100 }),
  );
}
