import { expect, type Locator, type Page } from 'playwright/test';
import { expectMovingPictures } from './watch.ts';

/**
 * Waits until paused videos are shown again. A try that began while the line was still thin may come before the one
 * that lasts.
 * @param tiles whose videos were paused
 * @param people whose pictures move then, one's own included
 */
export async function expectBack(page: Page, tiles: Locator, people: number): Promise<void> {
  await expect(async () => {
    for (const tile of await tiles.all())
      await expect(tile).not.toHaveAccessibleName(/video paused/i);
    await expectMovingPictures(page, people);
  }).toPass({ timeout: 90_000 });
}
