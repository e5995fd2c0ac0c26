import { test } from './support/adminTest.ts';
import { expectFocusSeen, pressUntil, tabTo } from './support/keyboard.ts';
import { expect } from './support/meetingTest.ts';
import { signIn } from './support/signIn.ts';

test.use({ serverEnv: {} });

/** With the administrator; two pages of twenty. */
const ACCOUNTS = 22;

test('accounts are found, leafed through, exported and banned with the keyboard alone', async ({
  server,
  api,
  admin,
  openContext,
}) => {
  test.slow();
  for (let index = 1; index < ACCOUNTS; index += 1) await api.register(`Person ${index}`);
  const page = await (await openContext()).newPage();
  const { keyboard } = page;
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const item = (name: string) => page.getByRole('menuitem', { name });
  const rows = page.locator('tbody').getByRole('row');
  await signIn(page, server.url, admin);
  await tabTo(page, button(/Ana/));
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', item('Administration'));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeFocused();

  const exporting = page.waitForEvent('download');
  await tabTo(page, button('Export as CSV'));
  await keyboard.press('Enter');
  await exporting;
  await expect(button('Export as CSV')).toBeFocused();
  const column = page.getByRole('columnheader', { name: 'Name' });
  await tabTo(page, column.getByRole('button'));
  await keyboard.press('Enter');
  await expect(column).toHaveAttribute('aria-sort', 'ascending');
  await expect(column.getByRole('button')).toBeFocused();
  await expectFocusSeen(page);

  const pages = page.getByRole('navigation', { name: 'Pages' });
  await tabTo(page, button('Next page'));
  await keyboard.press('Enter');
  await expect(pages).toContainText('Page 2 of 2');
  // There is no page after this one, and the focus is where it was.
  await expect(button('Next page')).toBeFocused();
  await expect(button('Next page')).toBeDisabled();
  await expectFocusSeen(page);
  await keyboard.press('Enter');
  await tabTo(page, button('Previous page'), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(pages).toContainText('Page 1 of 2');
  await expect(button('Previous page')).toBeFocused();

  await tabTo(page, page.getByRole('searchbox'), 'Shift+Tab');
  await keyboard.type('person 21');
  await expect(rows).toHaveCount(1);
  const actions = button('Actions for Person 21');
  for (const [act, confirm, then] of [
    ['Ban', 'Ban', 'Person 21 is banned'],
    ['Lift the ban', 'Lift the ban', 'Person 21 can sign in again'],
    ['Make administrator', 'Make administrator', 'Person 21 is an administrator now'],
  ] as const) {
    await tabTo(page, actions);
    await keyboard.press('Enter');
    await pressUntil(page, 'ArrowDown', item(act));
    await keyboard.press('Enter');
    const question = page.getByRole('alertdialog');
    await tabTo(page, question.getByRole('button', { name: 'Cancel' }));
    await keyboard.press('Enter');
    await expect(question).toHaveCount(0);
    await expect(actions).toBeFocused();
    await keyboard.press('Enter');
    await pressUntil(page, 'ArrowDown', item(act));
    await keyboard.press('Enter');
    await tabTo(page, question.getByRole('button', { name: confirm }));
    await keyboard.press('Enter');
    await expect(page.getByText(then).first()).toBeVisible();
    await expect(question).toHaveCount(0);
    await expect(actions).toBeFocused();
  }
});
