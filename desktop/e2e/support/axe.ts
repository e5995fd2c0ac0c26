import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from 'playwright/test';
import { inBothLanguages } from './languages.ts';
import type { Words } from './words.ts';

/** React Aria's: what floats stands outside the landmarks as tooltips do, and is a dialog with a name. */
const POPOVER = '<div style="display: contents;">';

/** So React Aria hides what it is about to show: on a touch screen until the keyboard had its time to come up. */
const ENTERING = '[data-entering], [style*="mask-image"]';

/**
 * Holds the view that is open against axe, in both themes. Tooltips float outside the landmarks and are read
 * as descriptions of what they belong to; React Aria's announcer names, for a few seconds, a button that may
 * be gone by then.
 */
export async function expectNoFindings(page: Page, view: string): Promise<void> {
  const findings: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settle(page);
    const { violations } = await new AxeBuilder({ page })
      // Else it opens a page for each reading, to gather what is in frames of other origins; ours has no frames.
      .setLegacyMode()
      .exclude('[role=tooltip]')
      .exclude('[data-overlay-container]:has(> [role=tooltip])')
      .exclude('[data-live-announcer]')
      .analyze();
    for (const { id, nodes } of violations) {
      const found = id === 'region' ? nodes.filter(({ html }) => html !== POPOVER) : nodes;
      if (found.length === 0) continue;
      findings.push(`${view}, ${colorScheme}: ${id}: ${found[0]?.html ?? ''}`);
    }
  }
  expect.soft(findings).toEqual([]);
}

/**
 * The same in both languages; at the end the page is in English.
 * @param shown what tells this view from others, waited for in each language
 */
export async function expectNoFindingsInBothLanguages(
  page: Page,
  view: string,
  shown: (say: Words) => Locator,
): Promise<void> {
  await inBothLanguages(page, async (say, locale) => {
    await expect(shown(say).first()).toBeVisible();
    await expectNoFindings(page, `${view}, ${locale}`);
  });
}

/** Colours that are still on their way are neither theme's, and axe passes over what is not seen yet. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator(ENTERING)).toHaveCount(0);
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
}
