import { chromium, type Browser } from 'playwright';
import config from '../playwright.config.ts';

/**
 * The browser of the tests, for scripts that are none.
 * @param more further command-line switches
 */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const options = config.use?.launchOptions ?? {};
  return chromium.launch({ ...options, args: [...(options.args ?? []), ...more] });
}
