import { ensureBundle, WEB_CLIENT } from '../../start/buildBundle.ts';
import { createProgress } from '../../start/progress.ts';
import type { BenchContext } from './Bench.ts';

/** Builds the page as `npm start` does, where it is not built or older than its sources. */
export async function ensureWebClient(context: BenchContext): Promise<void> {
  const progress = createProgress((line) => context.log(line), Date.now);
  const { root } = context;
  await ensureBundle(WEB_CLIENT, { root, progress, signal: new AbortController().signal });
}
