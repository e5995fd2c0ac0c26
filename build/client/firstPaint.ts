import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** JavaScript that a browser must have before it can paint anything, compressed. */
const BUDGET_BYTES = 250_000;

/** As much of a bundler's chunk as is needed here. */
export interface Chunk {
  type: 'chunk';
  isEntry: boolean;
  code: string;
  /** File names of the chunks that must be there before this one runs. */
  imports: string[];
}

/** @returns the file names of the entries and of everything they import statically */
export function chunksBeforeFirstPaint(
  bundle: Readonly<Record<string, Chunk | { type: 'asset' }>>,
): readonly string[] {
  const found = new Set<string>();
  const visit = (fileName: string) => {
    const chunk = bundle[fileName];
    if (chunk?.type !== 'chunk' || found.has(fileName)) return;
    found.add(fileName);
    chunk.imports.forEach(visit);
  };
  for (const [fileName, chunk] of Object.entries(bundle)) {
    if (chunk.type === 'chunk' && chunk.isEntry) visit(fileName);
  }
  return [...found];
}

/** Fails the build when the first page has become too heavy: split, or leave something out. */
export function firstPaintBudget(): Plugin {
  return {
    name: 'parley-first-paint-budget',
    apply: 'build',
    writeBundle(_, bundle) {
      let bytes = 0;
      for (const fileName of chunksBeforeFirstPaint(bundle)) {
        const chunk = bundle[fileName];
        if (chunk?.type === 'chunk') bytes += gzipSync(chunk.code).byteLength;
      }
      const told = `${Math.round(bytes / 1000)} kB of JavaScript before the first paint`;
      if (bytes > BUDGET_BYTES) this.error(`${told}, more than ${BUDGET_BYTES / 1000} kB.`);
      this.info(told);
    },
  };
}
