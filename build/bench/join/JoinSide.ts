import type { Browser } from 'playwright';
import type { JoinMoments } from './pageProbe.ts';
import type { Network } from './watchJoin.ts';

/** One of the two things compared: a server of its own with people in it, and a page to join them by. */
export interface JoinSide {
  readonly name: 'product' | 'bare';
  readonly url: string;
  readonly mediaPort: number;
  /** Adds people who send until there are so many. */
  setPublishers(count: number): Promise<void>;
  /** One person more comes, sees, hears and leaves. @param network null: nothing in between */
  join(browser: Browser, network: Network | null): Promise<JoinMoments>;
  close(): Promise<void>;
}
