import type { Page } from 'playwright/test';
import { wordsOf, type TestLocale, type Words } from './words.ts';

/** As the product keeps what was chosen for the device (`preferences.ts`). */
const CHOICES: readonly { locale: TestLocale; kept: string }[] = [
  { locale: 'zh-CN', kept: 'zh-CN' },
  { locale: 'en-US', kept: 'en' },
];

/**
 * Shows a view in Chinese and then in English without leaving it: the page follows what is chosen in another tab.
 * The other tab is a file of the same origin, so that nobody waits for a second page; see `preferences.ts`.
 */
export async function inBothLanguages(
  page: Page,
  look: (say: Words, locale: TestLocale) => Promise<void>,
): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(new URL('/theme.js', page.url()).href);
  for (const { locale, kept } of CHOICES) {
    await other.evaluate((value) => localStorage.setItem('parley.locale', value), kept);
    await page.locator(`html[lang="${kept}"]`).waitFor({ state: 'attached' });
    await look(wordsOf(locale), locale);
  }
  await other.close();
}
