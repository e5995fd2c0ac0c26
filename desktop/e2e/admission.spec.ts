import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expect, test } from './support/meetingTest.ts';

test('a wrong passcode says so and keeps what was typed; the right one lets in', async ({
  server,
  api,
  openContext,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'), { passcode: 'rosebud' });
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}`);
  await page.getByLabel('Your name').fill('Ben');
  await page.getByLabel('Passcode').fill('sesame');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(
    page.getByText(/passcode is (wrong|not right)|wrong passcode/i).first(),
  ).toBeVisible();
  await expect(page.getByLabel('Your name')).toHaveValue('Ben');
  await page.getByLabel('Passcode').fill('rosebud');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Leave/ })).toBeVisible();
});

test('whoever is removed is told so and cannot come back', async ({
  server,
  api,
  joinAsMember,
  joinAsGuest,
}) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = await joinAsMember(code, host);
  const ben = await joinAsGuest(code, 'Ben');
  await ana.page.getByRole('button', { name: /^People/ }).click();
  await ana.page
    .getByRole('button', { name: /(Actions|More).*Ben/ })
    .first()
    .click();
  await ana.page.getByRole('menuitem', { name: /^Remove/ }).click();
  await ana.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(ben.page.getByText(/removed/i).first()).toBeVisible();
  await expectNoFindingsInBothLanguages(ben.page, 'one who was removed', (say) =>
    ben.page.getByRole('heading', { name: say('meeting', 'after.removed.title') }),
  );
  await ben.page.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
  await expect(ben.page.getByText(/removed/i).first()).toBeVisible();
});

test('a locked meeting lets nobody new in, and says so', async ({
  server,
  api,
  joinAsMember,
  openContext,
}) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = await joinAsMember(code, host);
  await ana.page.getByRole('button', { name: /^More/ }).click();
  await ana.page.getByRole('menuitem', { name: /^Lock/ }).click();
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
  await expect(page.getByText(/locked/i).first()).toBeVisible();
});

test('ending for all ends it for all', async ({ api, joinAsMember, joinAsGuest }) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = await joinAsMember(code, host);
  const ben = await joinAsGuest(code, 'Ben');
  await ana.page.getByRole('button', { name: /^Leave/ }).click();
  await ana.page.getByRole('menuitem', { name: /^End/ }).click();
  await ana.page.getByRole('alertdialog').getByRole('button', { name: /^End/ }).click();
  await expect(ben.page.getByText(/ended/i).first()).toBeVisible();
});

test('a full meeting says so', async ({ server, api, joinAsGuest, openContext }) => {
  const { code } = await api.createMeeting(await api.register('Ana'), { maxParticipants: 2 });
  await joinAsGuest(code, 'Ben');
  await joinAsGuest(code, 'Cleo');
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}?name=Dan&skipPrejoin=1`);
  await expect(page.getByText(/full/i).first()).toBeVisible();
});

test('a code that leads nowhere says so', async ({ server, openContext }) => {
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/abc-defg-hjk?name=Dan&skipPrejoin=1`);
  await expect(page.getByRole('heading', { name: 'There is no such meeting' })).toBeVisible();
});
