import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { applyPatch, patches } from './patches.ts';
import { recipeDir } from './workerCache.ts';

/** What mediasoup's own builds leave in its folder, none of it source. */
const leftovers = new Set(['out', 'prebuild', 'pip_invoke']);

/**
 * Copies mediasoup's worker sources to `target` and makes them build against the system's
 * libraries; the installed package stays as it is.
 * @throws SetupError when a patch does not fit these sources.
 */
export async function prepareSources(workerDir: string, target: string): Promise<void> {
  await cp(workerDir, target, {
    recursive: true,
    filter: (file) => !leftovers.has(path.relative(workerDir, file)),
  });
  // The wrap files would have Meson download what our subprojects stand in for.
  await rm(path.join(target, 'subprojects'), { recursive: true });
  await cp(path.join(recipeDir, 'subprojects'), path.join(target, 'subprojects'), {
    recursive: true,
  });
  for (const patch of patches) {
    const file = path.join(target, patch.file);
    await writeFile(file, applyPatch(await readFile(file, 'utf8'), patch));
  }
}
