import { expect, type Locator, type Page } from 'playwright/test';

/** More than any view has to stop at. */
const MOST_STOPS = 60;

/** Goes on with Tab until the focus is there, as somebody without a mouse does; fails when it never comes. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor();
  await pressUntil(page, key, target);
}

export async function pressUntil(page: Page, key: string, target: Locator): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
  }
  await expect(target, `reached with ${key}`).toBeFocused({ timeout: 1000 });
}

async function isFocused(target: Locator): Promise<boolean> {
  const found = await target.all();
  for (const each of found) {
    if (await each.evaluate((element) => element === document.activeElement)) return true;
  }
  return false;
}

/** Holds that what has the focus wears a ring, is in the window and lies under nothing (WCAG 2.4.7, 2.4.11). */
export async function expectFocusSeen(page: Page): Promise<void> {
  const look = () =>
    page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return 'nothing has the focus';
      const { x, y, width, height } = element.getBoundingClientRect();
      if (x < 0 || y < 0 || x + width > innerWidth || y + height > innerHeight) {
        return 'outside the window';
      }
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      if (!top || !(element.contains(top) || top.contains(element))) return 'covered';
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const isRinged = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      return isRinged ? 'seen' : 'no ring';
    });
  await expect.poll(look).toBe('seen');
}
