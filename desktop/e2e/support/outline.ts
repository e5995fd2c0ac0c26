import { expect, type Page } from 'playwright/test';

/** WCAG 2.2, 2.5.8: CSS pixels. */
const LEAST_TARGET = 24;

/** Holds that there is one h1, that no level is left out, and that all of it lies in landmarks. */
export async function expectOutline(page: Page, view: string): Promise<void> {
  const levels = await page
    .getByRole('heading')
    .evaluateAll((headings) =>
      headings
        .filter((heading) => heading.checkVisibility())
        .map((heading) => Number(heading.tagName.slice(1))),
    );
  const skipped = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
  expect.soft({ h1: levels.filter((level) => level === 1).length, skipped }, view).toEqual({
    h1: 1,
    skipped: [],
  });
  await expect.soft(page.getByRole('main'), view).toHaveCount(1);
}

/** Holds that whatever is pressed is large enough; links within a sentence need not be. */
export async function expectTargets(page: Page, view: string): Promise<void> {
  const small = await page.evaluate((least) => {
    const found = document.querySelectorAll<HTMLElement>(
      'button, a[href], input, textarea, [role=switch], [role=menuitem], [role=radio]',
    );
    return [...found].flatMap((element) => {
      const style = getComputedStyle(element);
      if (!element.checkVisibility() || element.closest('[aria-hidden=true]')) return [];
      if (element.matches('a') && style.display === 'inline') return [];
      // Drawn by their label, which is what one presses.
      const target = element.matches('input') ? (element.closest('label') ?? element) : element;
      const { width, height } = target.getBoundingClientRect();
      if ((width <= 1 && height <= 1) || (width >= least && height >= least)) return [];
      const name = element.getAttribute('aria-label') ?? element.textContent;
      return [`${name}: ${Math.round(width)} x ${Math.round(height)}`];
    });
  }, LEAST_TARGET);
  expect.soft(small, view).toEqual([]);
}

/** Holds that nothing has to be scrolled sideways, and that no button is cut off (WCAG 1.4.10). */
export async function expectReflow(page: Page, view: string): Promise<void> {
  const lost = await page.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const cut = [...document.querySelectorAll<HTMLElement>('button, input, h1, h2')].flatMap(
      (element) => {
        if (!element.checkVisibility({ opacityProperty: true })) return [];
        const { left, right, width } = element.getBoundingClientRect();
        if (width <= 1 || (left >= 0 && right <= clientWidth + 0.5)) return [];
        const name = element.getAttribute('aria-label') ?? element.textContent;
        return [`${name}: ${Math.round(left)} to ${Math.round(right)}`];
      },
    );
    const { scrollWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`, ...cut] : cut;
  });
  expect.soft(lost, view).toEqual([]);
}
