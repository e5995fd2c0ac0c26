import type { Page } from 'playwright/test';
import { chooseEntry, confirmQuestion, tabTo } from './support/keyboard.ts';
import { expect, test } from './support/meetingTest.ts';

const control = (page: Page, name: string | RegExp) =>
  page.getByRole('group', { name: 'Controls' }).getByRole('button', { name, exact: true });
const noticesOf = (page: Page) => page.getByRole('region', { name: 'Notices' });
const peopleOf = (page: Page) => page.getByRole('complementary', { name: 'People' });

async function openPeople(page: Page): Promise<void> {
  await tabTo(page, control(page, /^People/));
  await page.keyboard.press('Enter');
  await expect(peopleOf(page)).toBeFocused();
}

test('a host mutes everybody and asks somebody to speak with the keyboard alone', async ({
  api,
  joinAsMember,
  joinAsGuest,
}) => {
  test.slow();
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = (await joinAsMember(code, host)).page;
  const ben = (await joinAsGuest(code, 'Ben')).page;
  const tile = ana.getByRole('group', { name: /^Ben(,|$)/ });
  await expect(control(ben, 'Mute')).toBeVisible();
  await expect(tile).not.toHaveAccessibleName(/microphone off/);

  const more = control(ana, 'More');
  await chooseEntry(ana, more, 'Mute all');
  await confirmQuestion(ana, 'Mute all');
  await expect(control(ben, 'Unmute')).toBeVisible();
  await expect(noticesOf(ben).getByText('Ana muted you.')).toBeVisible();
  await expect(tile).toHaveAccessibleName(/microphone off/);
  await expect(more).toBeFocused();

  const actions = tile.getByRole('button', { name: 'Actions for Ben' });
  await chooseEntry(ana, actions, 'Ask to unmute');
  await expect(noticesOf(ben).getByText('Ana asks you to unmute.')).toBeVisible();
  await expect(actions).toBeFocused();
  await tabTo(ben, noticesOf(ben).getByRole('button', { name: 'Unmute', exact: true }));
  await ben.keyboard.press('Enter');
  await expect(control(ben, 'Mute')).toBeVisible();
  await expect(tile).not.toHaveAccessibleName(/microphone off/);
  // The notice that asked is gone, and the button with it.
  await expect(ben.locator('main')).toBeFocused();

  await openPeople(ana);
  const muteAll = peopleOf(ana).getByRole('button', { name: 'Mute all', exact: true });
  await tabTo(ana, muteAll);
  await ana.keyboard.press('Enter');
  await confirmQuestion(ana, 'Mute all');
  await expect(control(ben, 'Unmute')).toBeVisible();
  await expect(muteAll).toBeFocused();
});

test('a host stops a camera and a screen with the keyboard alone', async ({
  api,
  joinAsMember,
  joinAsGuest,
}) => {
  test.slow();
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = (await joinAsMember(code, host)).page;
  const ben = (await joinAsGuest(code, 'Ben')).page;
  await expect(control(ben, 'Turn camera off')).toBeVisible();

  await openPeople(ana);
  const row = peopleOf(ana).getByRole('listitem').filter({ hasText: 'Ben' });
  const actions = row.getByRole('button', { name: 'Actions for Ben' });
  await expect(row).not.toContainText('camera off');
  await chooseEntry(ana, actions, 'Turn camera off');
  await expect(control(ben, 'Turn camera on')).toBeVisible();
  await expect(noticesOf(ben).getByText('Ana turned your camera off.')).toBeVisible();
  await expect(row).toContainText('camera off');
  await expect(actions).toBeFocused();

  await ben.keyboard.press('s');
  await expect(control(ben, 'Stop sharing')).toBeVisible();
  const screen = ana.getByRole('group', { name: /^Ben's screen/ });
  const ofScreen = screen.getByRole('button', { name: 'Actions for Ben' });
  await chooseEntry(ana, ofScreen, 'Stop screen share');
  await expect(control(ben, 'Share screen')).toBeVisible();
  await expect(noticesOf(ben).getByText('Ana stopped your screen share.')).toBeVisible();
  await expect(screen).toHaveCount(0);
  // The tile whose menu it was is gone: back in the meeting, not at the top of the page.
  await expect(ana.locator('main')).toBeFocused();
});

test('hands, roles and names are changed with the keyboard alone', async ({
  api,
  joinAsMember,
  sitDown,
}) => {
  test.slow();
  const [host, member] = [await api.register('Ana'), await api.register('Ben')];
  const { code } = await api.createMeeting(host);
  const { page } = await joinAsMember(code, host);
  const ben = await sitDown({ code }, member);
  const cleo = await sitDown({ code, displayName: 'Cleo' });
  await openPeople(page);
  const rows = peopleOf(page).getByRole('listitem');
  const rowOf = (name: string) => rows.filter({ hasText: name });
  const actionsFor = (name: string) =>
    rows.getByRole('button', { name: `Actions for ${name}`, exact: true });

  await cleo.call('participant:raiseHand', { isRaised: true });
  await expect(rows.first()).toContainText('hand raised');
  await chooseEntry(page, actionsFor('Cleo'), 'Lower hand');
  await cleo.event('meeting:rosterChanged', ({ changed }) =>
    changed.some(({ handRaisedAt }) => handRaisedAt === null),
  );
  await expect(rowOf('Cleo')).not.toContainText('hand raised');
  // The row goes back to its place among the others, and takes the focus along.
  await expect(rows.last()).toContainText('Cleo');
  await expect(actionsFor('Cleo')).toBeFocused();

  await chooseEntry(page, actionsFor('Ben'), 'Make co-host');
  await expect(rowOf('Ben')).toContainText('Co-host');
  await expect(actionsFor('Ben')).toBeFocused();
  await ben.call('meeting:setLocked', { isLocked: true });
  await expect(peopleOf(page).getByRole('switch', { name: 'Locked' })).toBeChecked();
  await chooseEntry(page, actionsFor('Ben'), 'End co-host role');
  await expect(rowOf('Ben')).not.toContainText('Co-host');
  await expect(actionsFor('Ben')).toBeFocused();
  await expect(ben.call('meeting:setLocked', { isLocked: false })).rejects.toMatchObject({
    code: 'forbidden',
  });

  const own = page.getByRole('group', { name: /\(you\)/ });
  const dialog = page.getByRole('dialog', { name: 'Change my name' });
  const field = dialog.getByRole('textbox', { name: 'Your name' });
  await chooseEntry(page, own.getByRole('button', { name: 'Actions for Ana' }), 'Change my name');
  await expect(field).toBeFocused();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/A name has 1 to 60 characters/);
  await expect(field).toBeFocused();
  await page.keyboard.type('Anna');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await ben.event('meeting:rosterChanged', ({ changed }) =>
    changed.some(({ displayName }) => displayName === 'Anna'),
  );
  await expect(own).toHaveAccessibleName(/^Anna \(you\)/);
  await expect(own.getByRole('button', { name: 'Actions for Anna' })).toBeFocused();

  await chooseEntry(page, actionsFor('Anna'), 'Change my name');
  await expect(field).toHaveValue('Anna');
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(actionsFor('Anna')).toBeFocused();
  // That was the dialog's Escape, and not the panel's.
  await expect(peopleOf(page)).toBeVisible();
});
