import type { Page } from 'playwright/test';
import { test } from './support/adminTest.ts';
import { expectFocusSeen, pressUntil, tabTo } from './support/keyboard.ts';
import { expect } from './support/meetingTest.ts';
import { PICTURE } from './support/picture.ts';
import { signIn } from './support/signIn.ts';

test.use({ serverEnv: {} });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('an account is made with the keyboard alone', async ({ server, openContext }) => {
  const page = await (await openContext()).newPage();
  const { keyboard } = page;
  await page.goto(`${server.url}/register`);
  const language = button(page, /Language/);
  await tabTo(page, language);
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', page.getByRole('option', { name: '简体中文' }));
  await keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(button(page, /简体中文/)).toBeFocused();
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowUp', page.getByRole('option', { name: 'English' }));
  await keyboard.press('Enter');
  await expect(language).toBeFocused();

  await tabTo(page, button(page, 'Create account'));
  await keyboard.press('Enter');
  // What is missing has the focus: nobody has to look for it.
  const name = page.getByLabel('Your name');
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Enter your name/);
  await expectFocusSeen(page);
  await keyboard.type('Dora');
  await tabTo(page, page.getByLabel('E-mail address'));
  await keyboard.type('dora@example.org');
  const password = page.getByLabel('Password', { exact: true });
  await tabTo(page, password);
  await keyboard.type('correct horse battery');
  await tabTo(page, button(page, 'Show the password'));
  await keyboard.press('Enter');
  await expect(button(page, 'Hide the password')).toBeFocused();
  await expect(password).toHaveAttribute('type', 'text');
  await tabTo(page, password, 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(button(page, 'New meeting')).toBeVisible();
});

test('settings are found and changed with the keyboard alone', async ({
  server,
  api,
  openContext,
}) => {
  test.slow();
  const account = await api.register('Ben');
  const page = await (await openContext()).newPage();
  const { keyboard } = page;
  await signIn(page, server.url, account);
  await tabTo(page, button(page, /Ben/));
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', page.getByRole('menuitem', { name: 'Settings' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused();

  const search = page.getByRole('searchbox');
  await tabTo(page, search);
  await keyboard.type('theme');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(4);

  await tabTo(page, button(page, 'Choose a picture'));
  await expectFocusSeen(page);
  const choosing = page.waitForEvent('filechooser');
  await keyboard.press('Enter');
  await (await choosing).setFiles(PICTURE);
  await tabTo(page, button(page, 'Use this picture'), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(page.getByText('Your picture is changed')).toBeVisible();
  // The button that had the focus is gone, here and below.
  await expect(button(page, 'Choose a picture')).toBeFocused();
  await tabTo(page, button(page, 'Remove'));
  await keyboard.press('Enter');
  await expect(page.getByText('Your picture is removed')).toBeVisible();
  await expect(button(page, 'Choose a picture')).toBeFocused();
  await expectFocusSeen(page);

  const name = page.getByLabel('Name', { exact: true });
  await tabTo(page, name);
  await keyboard.press('Control+a');
  await keyboard.type('Benno');
  await tabTo(page, button(page, 'Save'));
  await keyboard.press('Enter');
  await expect(page.getByText('Saved').first()).toBeVisible();
  await expect(name).toBeFocused();

  await tabTo(page, page.getByRole('radio', { name: 'As the system' }));
  await keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: 'Light' })).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  await keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await tabTo(page, button(page, /Language/));
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', page.getByRole('option', { name: '简体中文' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: '设置' })).toBeVisible();
  await expect(button(page, /简体中文/)).toBeFocused();
});

test('password, sign-ins and account are looked after with the keyboard alone', async ({
  server,
  api,
  openContext,
}) => {
  test.slow();
  const account = await api.register('Ben');
  const page = await (await openContext()).newPage();
  const { keyboard } = page;
  await signIn(page, server.url, account);
  await page.goto(`${server.url}/settings`);
  const dialogs = page.getByRole('dialog').or(page.getByRole('alertdialog'));

  await tabTo(page, button(page, 'Change the password'));
  await keyboard.press('Enter');
  await expect(page.getByLabel('Current password')).toBeFocused();
  await keyboard.type('not this one');
  await tabTo(page, page.getByLabel('New password'));
  await keyboard.type('a battery of horses');
  await keyboard.press('Enter');
  await expect(page.getByText('This is not your current password.')).toBeVisible();
  await expect(page.getByLabel('Current password')).toBeFocused();
  await keyboard.press('Control+a');
  await keyboard.type(account.password);
  await keyboard.press('Enter');
  await expect(dialogs).toHaveCount(0);
  await expect(button(page, 'Change the password')).toBeFocused();

  await tabTo(page, button(page, 'Sign out everywhere'));
  await keyboard.press('Enter');
  await expect(dialogs).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialogs).toHaveCount(0);
  await expect(button(page, 'Sign out everywhere')).toBeFocused();
  await expectFocusSeen(page);

  await tabTo(page, button(page, 'Delete my account'));
  await keyboard.press('Enter');
  await tabTo(page, dialogs.getByLabel('Your password'));
  await keyboard.type('a battery of horses');
  await tabTo(page, dialogs.getByRole('textbox', { name: account.user.email }));
  await keyboard.type(account.user.email);
  await tabTo(page, dialogs.getByRole('button', { name: 'Delete my account' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(button(page, 'Join')).toBeVisible();
});
