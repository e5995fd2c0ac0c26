import type { Page } from 'playwright/test';
import { keepFlowLog } from './flow/flowLog.ts';
import { test as base } from './pathTest.ts';

/**
 * The goals hold on a machine that does nothing else (`npm run resilience`). `npm test` also runs on
 * shared ones, where each of two cores carries ten programs: of three cuts at a time, clients came back after 1 to
 * 11 s where one alone takes 1 s. There a limit is three times its goal, and shows that it comes back by itself.
 */
export const isStrict = process.env['PARLEY_RESILIENCE_STRICT'] === '1';
export const limitMs = (goalMs: number): number => goalMs * (isStrict ? 1 : 3);

/** Tests that measure how long it takes until all is well again. */
export const test = base.extend({
  openContext: async ({ openContext }, use) => {
    await use(async () => {
      const context = await openContext();
      await keepFlowLog(context);
      return context;
    });
  },
});

/** How long nothing new may come to somebody who is back. */
export const STEADY_MS = isStrict ? 1000 : 3000;

/** Puts measured times where the report shows them. @param times milliseconds */
export function annotate(what: string, times: readonly number[] | number): void {
  const list = typeof times === 'number' ? [times] : times;
  const description = list.map((ms) => Math.round(ms)).join(', ');
  test.info().annotations.push({ type: `${what} (ms)`, description });
}

/** What a page asked of the server so far, by name, over whatever sockets. */
export function listRequests(page: Page): string[] {
  const names: string[] = [];
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const name = /^42\d*\["([^"]+)"/.exec(String(payload))?.[1];
      if (name) names.push(name);
    });
  });
  return names;
}

/** Begins to count the tiles of people: a ghost or a duplicate would be one more, a loss one less. */
export async function watchTiles(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counts: number[] = [];
    Object.assign(window, { tileCounts: counts });
    setInterval(() => {
      const tiles = document.querySelectorAll('[role=group][data-source=camera]');
      if (counts.at(-1) !== tiles.length) counts.push(tiles.length);
    }, 50);
  });
}

/** @returns the different numbers of people that were shown since, in order */
export function tileCounts(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { tileCounts: number[] }).tileCounts);
}

export { expect } from 'playwright/test';
