import { expect, type Page } from 'playwright/test';

declare global {
  interface Window {
    /** What a screen reader would have read from the live regions, in order; each addition once. */
    said: string[];
  }
}

/** Writes down from now on what is added to any live region of the page, also to those that come later. */
export async function listen(page: Page): Promise<void> {
  await page.evaluate(() => {
    const said: string[] = [];
    const live =
      '[aria-live=polite], [aria-live=assertive], [role=status], [role=alert], [role=log]';
    const hear = (node: Node) => {
      const element = node instanceof Element ? node : node.parentElement;
      const region = element?.closest(live);
      const text = node.textContent?.trim() ?? '';
      if (!region || region.getAttribute('aria-live') === 'off' || text === '') return;
      // What stands in a part of the page that is closed off by a dialog is read by nobody.
      if (region.closest('[inert], [aria-hidden=true]')) return;
      said.push(text);
    };
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'characterData') hear(target);
        else for (const node of addedNodes) hear(node);
      }
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    window.said = said;
  });
}

/** @returns how often something was read out that has these words in it */
export async function countOf(page: Page, words: string): Promise<number> {
  return page.evaluate((text) => window.said.filter((each) => each.includes(text)).length, words);
}

/** Waits until the words were read out, and holds that they were read once. */
export async function expectSaid(page: Page, words: string, timeout = 15_000): Promise<void> {
  const said = () => page.evaluate(() => window.said);
  await expect.poll(said, { message: words, timeout }).toContain(words);
  expect(await countOf(page, words), words).toBe(1);
}
