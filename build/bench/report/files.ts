import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format } from 'prettier';
import { benchRecord } from './BenchRecord.ts';
import type { BenchRecord } from './BenchRecord.ts';
import { replaceFigures } from './figureMarks.ts';
import { readFigures } from './readFigures.ts';
import { renderFigures } from './render.ts';

const folderOf = (root: string): string => join(root, 'dist', 'bench');
const documentOf = (root: string): string => join(root, 'docs', 'benchmarks.md');

export async function saveRecord(root: string, record: BenchRecord): Promise<void> {
  const folder = folderOf(root);
  await mkdir(folder, { recursive: true });
  const text = `${JSON.stringify(record, null, 2)}\n`;
  await writeFile(join(folder, `${record.bench}.json`), text);
}

/**
 * Renders what the last run of each bench left into docs/benchmarks.md. What this checkout has not
 * measured stays as the page has it.
 * @param order names of benches
 */
export async function writeDocument(root: string, order: readonly string[]): Promise<void> {
  const document = await readFile(documentOf(root), 'utf8');
  const known = [...readFigures(document), ...(await readRecords(root))];
  const records = new Map(known.map((record) => [record.bench, record]));
  const ordered = order.flatMap((name) => records.get(name) ?? []);
  const written = replaceFigures(document, renderFigures(ordered));
  // As `npm run check:format` wants it.
  await writeFile(documentOf(root), await format(written, { parser: 'markdown', printWidth: 100 }));
}

async function readRecords(root: string): Promise<BenchRecord[]> {
  const folder = folderOf(root);
  await mkdir(folder, { recursive: true });
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json'));
  const texts = files.map((file) => readFile(join(folder, file), 'utf8'));
  return (await Promise.all(texts)).map((text) => benchRecord.parse(JSON.parse(text)));
}
