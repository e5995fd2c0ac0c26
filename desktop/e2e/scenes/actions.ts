import type { Page } from 'playwright';

export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading').first().waitFor();
}

export const kioskLink = (url: string, code: string, name = 'Eva'): string =>
  `${url}/m/${code}?name=${encodeURIComponent(name)}&skipPrejoin=1`;

export async function joinMeeting(
  page: Page,
  url: string,
  code: string,
  name?: string,
): Promise<void> {
  await page.goto(kioskLink(url, code, name));
  await page.locator('video[data-participant-id]').first().waitFor();
}

/** @param count of people, oneself included */
export async function everybodyShown(page: Page, count: number): Promise<void> {
  await page.waitForFunction((least) => {
    const videos = [...document.querySelectorAll('video')];
    const shown = videos.filter((video) => video.checkVisibility() && video.currentTime > 0);
    return shown.length >= least;
  }, count);
}

/** The bar hides while nobody moves. */
export async function showBar(page: Page): Promise<void> {
  await page.mouse.move(200, 200);
  await page.mouse.move(240, 240);
}

/**
 * Whoever was here before keeps the seat for a while, the longer when the line was cut.
 * @param count of people who are left, oneself included
 */
export async function formerOnesGone(page: Page, count: number): Promise<void> {
  await page.waitForFunction(
    (people) => document.querySelectorAll('[role=group][data-source=camera]').length === people,
    count,
    { timeout: 60_000 },
  );
}
