import { chromium, type Browser } from 'playwright';
import config from '../playwright.config.ts';

/** The browser of the tests, for scripts that are none. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch(config.use?.launchOptions ?? {});
}
