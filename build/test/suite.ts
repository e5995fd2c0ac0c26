import type { Progress } from '../start/progress.ts';
import type { RunOutcome } from './tally.ts';

export interface SuiteContext {
  /** Absolute path of the checkout. */
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface Suite {
  readonly name: string;
  /** Why it cannot run on this machine; undefined when it can. */
  skipReason?(context: SuiteContext): string | undefined;
  run(context: SuiteContext): Promise<RunOutcome>;
}
