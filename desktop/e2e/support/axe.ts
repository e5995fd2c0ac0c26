import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

/** React Aria's: what floats stands outside the landmarks as tooltips do, and is a dialog with a name. */
const POPOVER = '<div style="display: contents;">';

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
      .exclude('[role=tooltip]')
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

/** Colours that are still on their way are neither theme's. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
}
