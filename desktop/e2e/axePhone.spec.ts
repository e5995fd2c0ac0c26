import type { Locator, Page } from 'playwright/test';
import { test } from './support/adminTest.ts';
import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expect } from './support/meetingTest.ts';
import { signIn } from './support/signIn.ts';
import type { Words } from './support/words.ts';

test.use({
  serverEnv: {},
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const item = (page: Page, name: string) => page.getByRole('menuitem', { name });

/** @returns holds against axe what is open, when it is shown in each language */
const lookAt = (page: Page) => (view: string, shown: (say: Words) => Locator) =>
  expectNoFindingsInBothLanguages(page, `${view}, on a phone`, shown);

test('axe finds nothing on a phone, outside of meetings', async ({
  server,
  api,
  admin,
  openContext,
}) => {
  test.slow();
  await api.register('Ben');
  const { code } = await api.createMeeting(admin, { title: 'Weekly' });
  const page = await (await openContext()).newPage();
  const look = lookAt(page);
  await signIn(page, server.url, admin);
  await page.getByRole('link', { name: 'Weekly' }).waitFor();
  await look('home', (say) => page.getByRole('heading', { name: say('home', 'yourMeetings') }));
  await button(page, 'Schedule').click();
  await look('scheduling', (say) =>
    page.getByRole('dialog', { name: say('home', 'scheduleTitle') }),
  );
  await page.goto(`${server.url}/settings`);
  await look('settings', (say) => page.getByRole('heading', { name: say('settings', 'title') }));
  await page.goto(`${server.url}/admin`);
  await page.getByRole('table').waitFor();
  await look('administration', (say) => page.getByRole('heading', { name: say('admin', 'title') }));
  await page.goto(`${server.url}/m/${code}`);
  await look('lobby', (say) => button(page, say('lobby', 'join')));
});

test('axe finds nothing on a phone, in a meeting', async ({
  server,
  api,
  openContext,
  joinAsGuest,
  sitDown,
}) => {
  // Fourteen readings of a page that is in a meeting.
  test.setTimeout(240_000);
  const host = await api.register('Hal');
  const { code } = await api.createMeeting(host);
  const page = await (await openContext()).newPage();
  const look = lookAt(page);
  const panel = (say: Words, key: 'chat' | 'people') =>
    page.getByRole('complementary', { name: say('meeting', key) });
  await signIn(page, server.url, host);
  await page.goto(`${server.url}/m/${code}?skipPrejoin=1`);
  await button(page, /^Leave/).waitFor();
  const ben = (await joinAsGuest(code, 'Ben')).page;
  await look('two in a meeting', () => page.getByRole('group', { name: /^Ben/ }));

  await button(page, /^Chat/).click();
  await page.getByRole('textbox', { name: 'Message' }).fill('Good morning');
  await page.keyboard.press('Enter');
  await page.getByText('Good morning').waitFor();
  await look('chat', (say) => panel(say, 'chat'));
  await page.keyboard.press('Escape');

  await button(page, /^More/).click();
  await item(page, 'People').click();
  await look('people', (say) => panel(say, 'people'));
  // The same question as that of the menu, which axeDialogs.spec.ts sees on a wide window.
  await button(page, 'Mute all').click();
  const question = page.getByRole('alertdialog');
  await look('muting everybody', (say) =>
    page.getByRole('alertdialog', { name: say('meeting', 'muteAllTitle') }),
  );
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toHaveCount(0);
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();

  await button(page, /^More/).click();
  await look('More', (say) => page.getByRole('menuitem', { name: say('meeting', 'reactions') }));
  await item(page, 'Reactions').click();
  await look('reactions', (say) => page.getByRole('dialog', { name: say('meeting', 'reactions') }));
  await page.keyboard.press('Escape');

  // Below a shared screen there is room for two.
  for (const displayName of ['Cleo', 'Dan']) await sitDown({ code, displayName });
  await ben.keyboard.press('s');
  await page.getByRole('group', { name: /^Ben.s screen/ }).waitFor();
  await look("somebody's screen and pages of faces", (say) =>
    button(page, say('meeting', 'nextPage')),
  );
});
