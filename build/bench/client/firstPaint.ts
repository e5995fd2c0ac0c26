import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * JavaScript that a browser fetches before it can paint the first page: what the built page names, the
 * entry and, by `modulepreload`, all that it imports.
 * @returns bytes, compressed by gzip
 */
export async function bytesBeforeFirstPaint(clientFolder: string): Promise<number> {
  const html = await readFile(join(clientFolder, 'index.html'), 'utf8');
  const files = scriptsOf(html);
  if (files.length === 0) throw new Error('the built page names no script');
  const sizes = files.map(
    async (file) => gzipSync(await readFile(join(clientFolder, file))).length,
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** @returns the paths of scripts, each once */
export function scriptsOf(html: string): string[] {
  const named = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].flatMap(
    ([, path]) => path ?? [],
  );
  return [...new Set(named)];
}
