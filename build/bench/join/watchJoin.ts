/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright';
import { type ClientPath, steerMedia } from '../../../desktop/e2e/support/network/index.ts';
import { ANSWERED_MARK, ASKED_MARK } from './marks.ts';
import { installJoinProbe, type JoinMoments, type JoinProbe } from './pageProbe.ts';

declare global {
  interface Window {
    joinProbe: JoinProbe;
  }
}

/** Whoever has not seen and heard somebody after this will not. */
export const JOIN_LIMIT_MS = 15_000;

/**
 * A person in front of a Join button, from the press to the first picture and sound of another.
 * @param approach goes to the page and does what comes before the press
 */
export async function watchJoin(
  browser: Browser,
  path: ClientPath | null,
  approach: (page: Page) => Promise<void>,
): Promise<JoinMoments> {
  const context = await openContext(browser, path);
  try {
    const page = await context.newPage();
    await approach(page);
    // A person waits for the own picture before going in.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('video')].some((video) => video.currentTime > 0),
    );
    await page.evaluate(() => window.joinProbe.prepareSound());
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    return await page.evaluate(
      (limitMs) =>
        Promise.race([
          window.joinProbe.whenDone,
          new Promise<JoinMoments>((resolve) =>
            setTimeout(() => resolve(window.joinProbe.moments), limitMs),
          ),
        ]),
      JOIN_LIMIT_MS,
    );
  } finally {
    await context.close();
  }
}

async function openContext(browser: Browser, path: ClientPath | null): Promise<BrowserContext> {
  // The probe's ear is a module of its own, which the page's policy rightly refuses.
  const context = await browser.newContext({ bypassCSP: true });
  await context.addInitScript(installJoinProbe, { asked: ASKED_MARK, answered: ANSWERED_MARK });
  if (path) await steerMedia(context, path);
  return context;
}
