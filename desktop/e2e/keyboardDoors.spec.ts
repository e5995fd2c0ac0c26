import type { Page } from 'playwright/test';
import { chooseAnother, pressUntil, tabTo } from './support/keyboard.ts';
import { expect, test } from './support/meetingTest.ts';
import { signIn } from './support/signIn.ts';

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('passcode and devices are given with the keyboard alone, before and in a meeting', async ({
  server,
  api,
  openContext,
}) => {
  test.slow();
  const { code } = await api.createMeeting(await api.register('Ana'), { passcode: 'rosebud' });
  const page = await (await openContext()).newPage();
  const { keyboard } = page;
  await page.goto(`${server.url}/m/${code}`);
  await expect(page.getByLabel('Your name')).toBeFocused();
  await keyboard.type('Ben');
  const passcode = page.getByLabel('Passcode');
  await tabTo(page, passcode);
  await keyboard.type('daisies');
  await keyboard.press('Enter');
  await expect(page.getByText('This passcode is not right')).toBeVisible();
  await expect(passcode).toBeFocused();
  await chooseAnother(page, button(page, /Microphone$/));
  await tabTo(page, passcode);
  await keyboard.press('Control+a');
  await keyboard.type('rosebud');
  await keyboard.press('Enter');
  await button(page, /^Leave/).waitFor();
  await expect(page.locator('main')).toBeFocused();

  const options = button(page, 'Microphone options');
  await tabTo(page, options);
  await keyboard.press('Enter');
  const popover = page.getByRole('dialog', { name: 'Microphone options' });
  await chooseAnother(page, popover.getByRole('button', { name: /Speaker$/ }));
  await keyboard.press('Escape');
  await expect(popover).toHaveCount(0);
  await expect(options).toBeFocused();
});

test('a choice in a menu keeps the focus on its button also while the page behind stays inert a moment longer', async ({
  server,
  api,
  openContext,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const context = await openContext();
  // As on a busy computer, where the frame that gives the focus back comes before React has taken it off.
  await context.addInitScript(() => {
    const native = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'inert');
    Object.defineProperty(HTMLElement.prototype, 'inert', {
      configurable: true,
      get(this: HTMLElement) {
        return this.hasAttribute('inert');
      },
      set(this: HTMLElement, isInert: boolean) {
        if (isInert) native?.set?.call(this, true);
        else setTimeout(() => native?.set?.call(this, false), 1000);
      },
    });
  });
  const page = await context.newPage();
  await page.goto(`${server.url}/m/${code}`);
  await chooseAnother(page, button(page, /Microphone$/));
});

test('a meeting is deleted with the keyboard alone, and the focus stays', async ({
  server,
  api,
  openContext,
}) => {
  const account = await api.register('Ana');
  await api.createMeeting(account, { title: 'Weekly' });
  const page = await (await openContext()).newPage();
  await signIn(page, server.url, account);
  await tabTo(page, button(page, 'Actions for “Weekly”'));
  await page.keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', page.getByRole('menuitem', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('alertdialog');
  await expect(dialog.getByRole('textbox')).toBeFocused();
  await page.keyboard.type('Weekly');
  await tabTo(page, dialog.getByRole('button', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Weekly' })).toHaveCount(0);
  // The row whose menu it was opened from is gone.
  await expect(page.locator('main')).toBeFocused();
});
