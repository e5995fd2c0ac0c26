import { expect, test } from './support/meetingTest.ts';
import { expectFocusSeen, pressUntil, tabTo } from './support/keyboard.ts';

test('the whole of a meeting is done with the keyboard alone', async ({
  server,
  api,
  openContext,
  joinAsGuest,
}) => {
  test.slow();
  const account = await api.register('Ana');
  const page = await (await openContext()).newPage();
  const { keyboard } = page;
  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const item = (name: string) => page.getByRole('menuitem', { name });

  await page.goto(`${server.url}/signin`);
  await tabTo(page, page.getByLabel('E-mail address'));
  await keyboard.type(account.user.email);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await keyboard.type(account.password);
  await keyboard.press('Enter');
  await button('New meeting').waitFor();
  await page.reload();
  await button('New meeting').waitFor();
  await keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
  await expectFocusSeen(page);
  await keyboard.press('Enter');
  await expect(page.locator('#content')).toBeFocused();

  await tabTo(page, button('Schedule'));
  await expectFocusSeen(page);
  await keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, page.getByLabel('Title'));
  await keyboard.press('Control+a');
  await keyboard.type('Weekly');
  await keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(button('Schedule')).toBeFocused();
  await keyboard.press('Enter');
  await tabTo(page, page.getByLabel('Title'));
  await keyboard.press('Control+a');
  await keyboard.type('Weekly');
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await tabTo(page, button('Actions for “Weekly”'));
  await keyboard.press('Enter');
  await expect(page.getByRole('menuitem').first()).toBeFocused();
  await keyboard.press('Escape');
  await expect(button('Actions for “Weekly”')).toBeFocused();

  await tabTo(page, page.getByRole('link', { name: 'Weekly' }), 'Shift+Tab');
  await keyboard.press('Enter');
  await button('Turn camera off').waitFor();
  await tabTo(page, button('Turn camera off'));
  await keyboard.press('Space');
  await expect(button('Turn camera on')).toBeFocused();
  await expectFocusSeen(page);
  await tabTo(page, page.getByRole('button', { name: 'Join', exact: true }));
  await keyboard.press('Enter');
  await button(/^Leave/).waitFor();
  await expect(page.locator('main')).toBeFocused();
  const code = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const ben = await joinAsGuest(code, 'Ben');
  await expect(button('People, 2 here')).toBeVisible();

  await tabTo(page, button('Mute'));
  await expectFocusSeen(page);
  await keyboard.press('Space');
  await expect(button('Unmute')).toBeFocused();
  await tabTo(page, button('Turn camera on'));
  await keyboard.press('Enter');
  await expect(button('Turn camera off')).toBeFocused();
  await tabTo(page, button('Raise hand'));
  await keyboard.press('Enter');
  await expect(button('Lower hand')).toBeFocused();
  await tabTo(page, button('Reactions'));
  await keyboard.press('Enter');
  await tabTo(page, button('React with heart'));
  await keyboard.press('Enter');
  await keyboard.press('Escape');
  await expect(button('Reactions')).toBeFocused();
  await expect(ben.page.getByText('❤️')).not.toHaveCount(0);

  await tabTo(page, button(/^Chat/));
  await keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await keyboard.type('Good morning');
  await keyboard.press('Enter');
  await expect(page.getByText('Good morning')).toBeVisible();
  await keyboard.press('Escape');
  await expect(button(/^Chat/)).toBeFocused();

  await tabTo(page, button('People, 2 here'));
  await keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'People' });
  await expect(panel).toBeFocused();
  const actions = panel.getByRole('button', { name: 'Actions for Ben' });
  await tabTo(page, actions);
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', item('Mute'));
  await keyboard.press('Enter');
  await expect(actions).toBeFocused();
  await expect(ben.page.getByRole('button', { name: /^Unmute/ })).toBeVisible();
  await tabTo(page, panel.getByRole('switch', { name: 'Locked' }), 'Shift+Tab');
  await keyboard.press('Space');
  await expect(ben.page.getByText('Ana locked the meeting.').first()).toBeVisible();
  await tabTo(page, actions);
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', item('Remove from meeting'));
  await keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await tabTo(page, question.getByRole('button', { name: 'Remove' }));
  await keyboard.press('Enter');
  await expect(ben.page.getByRole('heading', { name: /removed/ })).toBeVisible();
  await expect(panel.getByText('Ben')).toHaveCount(0);
  // The row that had the focus is gone: it is in the panel still, not at the top of the page.
  await expect(panel).toBeFocused();
  await keyboard.press('Escape');
  await expect(button(/^People/)).toBeFocused();

  await tabTo(page, button('Share screen'), 'Shift+Tab');
  await keyboard.press('Enter');
  await expect(button('Stop sharing').last()).toBeFocused();
  await keyboard.press('Enter');
  await expect(button('Share screen')).toBeFocused();
  await tabTo(page, button('More'));
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', item('Speaker view'));
  await keyboard.press('Enter');
  await expect(button('More')).toBeFocused();
  await keyboard.press('Enter');
  await expect(item('Grid view')).toBeVisible();
  await keyboard.press('k');
  await expect(item('Keyboard shortcuts')).toBeFocused();
  await keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await keyboard.press('Escape');
  await expect(button('More')).toBeFocused();

  await tabTo(page, button('Leave'));
  await keyboard.press('Enter');
  await expect(item('Leave the meeting')).toBeFocused();
  await keyboard.press('Enter');
  await expect(button('Join again')).toBeFocused();
  await keyboard.press('Enter');
  await button(/^Leave/).waitFor();
  await tabTo(page, button('Leave'));
  await keyboard.press('Enter');
  await pressUntil(page, 'ArrowDown', item('End for all'));
  await keyboard.press('Enter');
  await tabTo(page, question.getByRole('button', { name: 'End for all' }));
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'The meeting has ended' })).toBeVisible();
  await tabTo(page, page.getByRole('link', { name: 'Go to the home page' }));
  await keyboard.press('Enter');
  await button('New meeting').waitFor();
});

test('no key is caught: Tab goes round a meeting and its panels, and comes back', async ({
  server,
  api,
  openContext,
}) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
  await page.getByRole('button', { name: /^Leave/ }).waitFor();
  for (const key of ['c', 'p'] as const) {
    await page.locator('main').focus();
    await page.keyboard.press(key);
    await page.getByRole('complementary').waitFor();
    for (const way of ['Tab', 'Shift+Tab']) {
      await page.locator('main').focus();
      await tabTo(page, page.getByRole('link', { name: 'Skip to the content' }), way);
    }
  }
});

test('what had the focus may go, the focus stays', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = (await joinAsGuest(code, 'Ben')).page;
  const cleo = (await joinAsGuest(code, 'Cleo')).page;
  await cleo.keyboard.press('c');
  await cleo.keyboard.type('Hello');
  await cleo.keyboard.press('Enter');
  const open = ben.getByRole('button', { name: 'Open chat' });
  await open.waitFor();
  await tabTo(ben, open);
  await ben.keyboard.press('Enter');
  await expect(ben.getByRole('textbox', { name: 'Message' })).toBeFocused();
  // The notice that opened the panel is gone: back in the meeting, not at the top of the page.
  await ben.keyboard.press('Escape');
  await expect(ben.locator('main')).toBeFocused();
});
