import type { Page } from 'playwright/test';
import { chooseAnother, chooseEntry, expectFocusSeen, tabTo } from './support/keyboard.ts';
import { expect, test } from './support/meetingTest.ts';

/** With oneself more than stand beside a pinned tile at once. */
const CROWD = ['Cleo', 'Dan', 'Eva', 'Fay', 'Gus', 'Hal'];

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('tiles are pinned and pages turned with the keyboard alone', async ({
  api,
  joinAsGuest,
  sitDown,
}) => {
  test.slow();
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  for (const displayName of CROWD) await sitDown({ code, displayName });
  // The last of them: pinned, her tile goes to the front, and unpinned back to the end.
  const ivy = await sitDown({ code, displayName: 'Ivy' });
  const tile = page.getByRole('group', { name: /^Ivy/ });
  const own = page.getByRole('group', { name: /^Ben \(you\)/ });
  const actions = tile.getByRole('button', { name: 'Actions for Ivy' });
  const [next, previous] = [button(page, 'Next page'), button(page, 'Previous page')];
  const where = page.getByRole('status').filter({ hasText: /^Page \d/ });

  await chooseEntry(page, actions, 'Pin');
  await expect(tile).toHaveAccessibleName(/pinned/);
  await expect(next).toBeVisible();
  await expect(actions).toBeFocused();
  await chooseEntry(page, actions, 'Unpin');
  await expect(tile).not.toHaveAccessibleName(/pinned/);
  await expect(next).toHaveCount(0);
  await expect(actions).toBeFocused();

  await chooseEntry(page, actions, 'Pin');
  await tabTo(page, next);
  await expectFocusSeen(page);
  await expect(where).toHaveText(/^Page 1 of \d$/);
  await expect(own).toBeVisible();
  const count = Number(((await where.textContent()) ?? '').at(-1));
  expect(count, 'pages').toBeGreaterThan(1);
  for (let shown = 2; shown <= count; shown += 1) {
    await page.keyboard.press('Enter');
    await expect(where).toHaveText(`Page ${shown} of ${count}`);
    await expect(next).toBeFocused();
  }
  await expect(own).toHaveCount(0);
  await expect(tile).toBeVisible();
  // There is no page after this one, and the focus is where it was.
  await expect(next).toBeDisabled();
  await page.keyboard.press('Enter');
  await expect(where).toHaveText(`Page ${count} of ${count}`);
  await tabTo(page, previous, 'Shift+Tab');
  for (let shown = count - 1; shown >= 1; shown -= 1) {
    await page.keyboard.press('Enter');
    await expect(where).toHaveText(`Page ${shown} of ${count}`);
    await expect(previous).toBeFocused();
  }
  await expect(previous).toBeDisabled();
  await expect(own).toBeVisible();

  // With the pinned tile the pages go: the focus is in the meeting still, not at the top of the page.
  await ivy.call('meeting:leave', {});
  await expect(previous).toHaveCount(0);
  await expect(page.locator('main')).toBeFocused();
});

test('full screen begins and ends with the keyboard alone', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  const isFull = () => page.evaluate(() => document.fullscreenElement !== null);
  const more = button(page, 'More');
  await chooseEntry(page, more, 'Full screen');
  await expect.poll(isFull).toBe(true);
  await expect(more).toBeFocused();
  await chooseEntry(page, more, 'Leave full screen');
  await expect.poll(isFull).toBe(false);
  await expect(more).toBeFocused();
  for (const isWanted of [true, false]) {
    await page.keyboard.press('f');
    await expect.poll(isFull).toBe(isWanted);
    await expect(more).toBeFocused();
  }
});

test('other devices are chosen from More with the keyboard alone', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  const more = button(page, 'More');
  await chooseEntry(page, more, 'Microphone, camera and speaker');
  const dialog = page.getByRole('dialog', { name: 'Microphone, camera and speaker' });
  for (const kind of [/Microphone$/, /Speaker$/]) {
    await chooseAnother(page, dialog.getByRole('button', { name: kind }));
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(more).toBeFocused();
});
