/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from 'playwright';
import {
  type ClientPath,
  type Conditions,
  steerMedia,
} from '../../../desktop/e2e/support/network/index.ts';
import { ANSWERED_MARK, ASKED_MARK } from './marks.ts';
import { installJoinProbe, type JoinMoments, type JoinProbe } from './pageProbe.ts';

declare global {
  interface Window {
    joinProbe: JoinProbe;
  }
}

/** What lies between the person and the server. */
export interface Network {
  path: ClientPath;
  /** From the press on: what comes before it is not measured, and loads at once. */
  conditions: Pick<Conditions, 'delayMs' | 'loss'>;
}

const NEAR = { delayMs: 0, loss: 0 } as const;

/** Whoever has not seen and heard somebody after this will not. */
export const JOIN_LIMIT_MS = 15_000;

/**
 * A person in front of a Join button, from the press to the first picture and sound of another.
 * @param approach goes to the page and does what comes before the press
 * @param leave where closing the page alone would leave a seat behind
 */
export async function watchJoin(
  browser: Browser,
  network: Network | null,
  approach: (page: Page) => Promise<void>,
  leave: (page: Page) => Promise<void> = () => Promise.resolve(),
): Promise<JoinMoments> {
  const context = await openContext(browser, network?.path ?? null);
  try {
    const page = await context.newPage();
    await approach(page);
    // A person waits for the own picture before going in.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('video')].some((video) => video.currentTime > 0),
    );
    await page.evaluate(() => window.joinProbe.prepare());
    network?.path.set(network.conditions);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    const moments = await page.evaluate(
      (limitMs) =>
        Promise.race([
          window.joinProbe.whenDone,
          new Promise<JoinMoments>((resolve) =>
            setTimeout(() => resolve(window.joinProbe.moments), limitMs),
          ),
        ]),
      JOIN_LIMIT_MS,
    );
    network?.path.set(NEAR);
    // Whoever never got in cannot leave, and counts as a join that failed.
    if (moments.answered !== null) await leave(page);
    return moments;
  } finally {
    network?.path.set(NEAR);
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
