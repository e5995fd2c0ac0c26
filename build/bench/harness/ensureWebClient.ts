import { ensureBundle, WEB_CLIENT } from '../../start/buildBundle.ts';
import { createProgress } from '../../start/progress.ts';
import type { BenchContext } from './Bench.ts';

/** Builds the page as `npm start` does, where it is not built or older than its sources. */
export async function ensureWebClient({ root, log }: BenchContext): Promise<void> {
  const progress = createProgress((line) => log(line), Date.now);
  await ensureBundle(WEB_CLIENT, { root, progress, signal: new AbortController().signal });
}
