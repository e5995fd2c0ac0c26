import type { Page } from 'playwright/test';
import { expect, test } from './support/meetingTest.ts';

interface Remembering {
  tile?: WeakRef<Element>;
}

test('[found by the soak] a tile that goes while it glides leaves nothing behind', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const { page } = await joinAsGuest(code, 'Cleo');
  const tileOfBen = page.getByRole('group', { name: /^Ben/ });
  await tileOfBen.waitFor();
  // So long that it is still gliding when its person has left.
  await page.addStyleTag({ content: '* { transition-duration: 60s !important }' });
  await page.setViewportSize({ width: 700, height: 900 });
  await expect.poll(() => rememberGliding(page)).toBeGreaterThan(1);

  await ben.page.getByRole('button', { name: /^Leave/ }).click();
  await expect(tileOfBen).toHaveCount(0);
  const devTools = await page.context().newCDPSession(page);
  const isCollected = async () => {
    await devTools.send('HeapProfiler.collectGarbage');
    return page.evaluate(() => (window as Remembering).tile?.deref() === undefined);
  };
  await expect.poll(isCollected).toBe(true);
});

/** Keeps hold of Ben's tile without keeping it alive. @returns how many of its properties glide */
function rememberGliding(page: Page): Promise<number> {
  return page.evaluate(() => {
    const tile = document.querySelector('[role=group][aria-label^=Ben]')?.parentElement;
    if (!tile) return 0;
    (window as Remembering).tile = new WeakRef(tile);
    return tile.getAnimations().filter((one) => one instanceof CSSTransition).length;
  });
}
