import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * One hash over the names and contents of files, with folders taken whole; what does not exist counts as that.
 * @param root Absolute. @param paths Relative to it.
 */
export async function contentHash(root: string, paths: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesBelow(root, path)) {
      const content = await readFile(join(root, file));
      // Lengths keep two files from reading like one with the same bytes.
      hash.update(`${file}\0${content.byteLength}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

async function filesBelow(root: string, path: string): Promise<string[]> {
  const entry = await stat(join(root, path)).catch(() => undefined);
  if (entry === undefined) return [];
  if (!entry.isDirectory()) return [path];
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath, found.name).slice(root.length + 1))
    .sort();
}
