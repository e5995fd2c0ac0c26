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

/** Opens the menu of a button and does what one of its entries says. */
export async function chooseEntry(page: Page, menu: Locator, name: string): Promise<void> {
  await tabTo(page, menu);
  await page.keyboard.press('Enter');
  const entry = page.getByRole('menuitem', { name, exact: true });
  await entry.waitFor();
  await pressUntil(page, 'ArrowDown', entry);
  await page.keyboard.press('Enter');
}

/** Chooses another device than the one that is, and is back on the menu's button with it. */
export async function chooseAnother(page: Page, menu: Locator): Promise<void> {
  await tabTo(page, menu);
  await expectFocusSeen(page);
  const before = (await menu.textContent()) ?? '';
  await page.keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', page.getByRole('option').last());
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox')).toHaveCount(0);
  await expect(menu).toBeFocused();
  await expect(menu).not.toHaveText(before);
}

/** Says yes to the question that is open. */
export async function confirmQuestion(page: Page, name: string): Promise<void> {
  const question = page.getByRole('alertdialog');
  await tabTo(page, question.getByRole('button', { name, exact: true }));
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
}

/**
 * Goes once round the view, from the link that is first on every page back to it: every stop is seen, and none
 * keeps the focus for itself.
 */
export async function expectRound(page: Page, key: 'Tab' | 'Shift+Tab'): Promise<void> {
  const first = page.locator('a[href="#content"]');
  await first.focus();
  let ends = 0;
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    await page.keyboard.press(key);
    if (await isFocused(first)) {
      expect(stop, 'stops between').toBeGreaterThan(0);
      return;
    }
    // Between the last stop and the first the browser itself has the focus.
    if (await page.evaluate(() => document.activeElement === document.body)) ends += 1;
    else await expectFocusSeen(page);
    expect(ends, 'times that nothing had the focus').toBeLessThanOrEqual(1);
  }
  await expect(first, `reached again with ${key}`).toBeFocused({ timeout: 1000 });
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
      // A switch is its label, whose input is hidden; a field wears its ring around the box.
      const shown = element.closest('label') ?? element;
      const { x, y, width, height } = shown.getBoundingClientRect();
      if (x < 0 || y < 0 || x + width > innerWidth || y + height > innerHeight) {
        return 'outside the window';
      }
      const top = document.elementFromPoint(x + width / 2, y + height / 2);
      if (!top || !(shown.contains(top) || top.contains(shown))) return 'covered';
      const box = element.matches('input, textarea') ? element.parentElement : null;
      const wearers = [
        element,
        ...(box ? [box] : []),
        ...(shown === element ? [] : [shown, ...shown.querySelectorAll('*')]),
      ];
      const hasRing = wearers.some((each) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== 'none' && outlineWidth !== '0px';
      });
      return hasRing || getComputedStyle(element).boxShadow !== 'none' ? 'seen' : 'no ring';
    });
  await expect.poll(look).toBe('seen');
}
