import type { Browser } from 'playwright';
import type { ClientPath } from '../../../desktop/e2e/support/network/index.ts';
import type { JoinMoments } from './pageProbe.ts';

/** One of the two things compared: a server of its own with people in it, and a page to join them by. */
export interface JoinSide {
  readonly name: 'product' | 'bare';
  readonly url: string;
  readonly mediaPort: number;
  /** Adds people who send until there are so many. */
  setPublishers(count: number): Promise<void>;
  /** One person more comes, sees, hears and leaves. @param path null: no network in between */
  join(browser: Browser, path: ClientPath | null): Promise<JoinMoments>;
  close(): Promise<void>;
}
