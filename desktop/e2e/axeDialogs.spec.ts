import type { Page } from 'playwright/test';
import { test } from './support/adminTest.ts';
import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expect } from './support/meetingTest.ts';
import { PICTURE } from './support/picture.ts';
import { signIn } from './support/signIn.ts';
import type { Words } from './support/words.ts';

test.use({ serverEnv: {} });

const TEXT_FILE = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Notes') };

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const item = (page: Page, name: string) => page.getByRole('menuitem', { name });

/** Waits for toasts as well, which are alert dialogs to React Aria and go by themselves. */
async function close(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toHaveCount(0);
}

test('axe finds nothing where a picture, a password or a language is chosen', async ({
  server,
  api,
  openContext,
}) => {
  test.slow();
  const page = await (await openContext()).newPage();
  await signIn(page, server.url, await api.register('Dora'));
  await page.goto(`${server.url}/settings`);
  const file = page.locator('input[type=file]');
  await file.setInputFiles(TEXT_FILE);
  await expectNoFindingsInBothLanguages(page, 'a file that is no picture', (say) =>
    page.getByText(say('settings', 'pictureWrongType')),
  );
  await file.setInputFiles(PICTURE);
  await expectNoFindingsInBothLanguages(page, 'a picture that is chosen', (say) =>
    button(page, say('settings', 'usePicture')),
  );
  await button(page, 'Use this picture').click();
  await expectNoFindingsInBothLanguages(page, 'a picture that can be removed', (say) =>
    button(page, say('settings', 'removePicture')),
  );

  await button(page, 'Change the password').click();
  await expectNoFindingsInBothLanguages(page, 'changing the password', (say) =>
    page.getByRole('dialog', { name: say('settings', 'changePassword') }),
  );
  await page.getByRole('dialog').getByRole('button', { name: 'Change the password' }).click();
  await expectNoFindingsInBothLanguages(page, 'changing the password, sent empty', (say) =>
    page.getByText(say('settings', 'passwordMissing')),
  );
  await close(page);

  await button(page, /Language/).click();
  // Each language goes by its own name in both.
  await expectNoFindingsInBothLanguages(page, 'the list of languages', () =>
    page.getByRole('option', { name: '简体中文' }),
  );
});

test('axe finds nothing in the question that ends a meeting from home', async ({
  server,
  api,
  openContext,
  sitDown,
}) => {
  const host = await api.register('Hal');
  const { code } = await api.createMeeting(host, { title: 'Weekly' });
  // Only one that has begun can be ended.
  await sitDown({ code, displayName: 'Ben' });
  const page = await (await openContext()).newPage();
  await signIn(page, server.url, host);
  await button(page, 'Actions for “Weekly”').click();
  await item(page, 'End for everybody').click();
  await expectNoFindingsInBothLanguages(page, 'ending a meeting from home', (say) =>
    page.getByRole('alertdialog', { name: say('home', 'endTitle') }),
  );
});

test('axe finds nothing in what is asked about an account', async ({
  server,
  api,
  admin,
  openContext,
}) => {
  test.slow();
  const ben = await api.register('Ben');
  await api.register('Cleo');
  await api.ask(admin, 'POST', `/users/${ben.user.id}/ban`);
  const page = await (await openContext()).newPage();
  await signIn(page, server.url, admin);
  await page.goto(`${server.url}/admin`);
  for (const { name, act, title } of [
    { name: 'Ben', act: 'Lift the ban', title: 'unbanTitle' },
    { name: 'Cleo', act: 'Make administrator', title: 'makeAdminTitle' },
    { name: 'Cleo', act: 'Make member', title: 'makeMemberTitle' },
  ] as const) {
    await button(page, `Actions for ${name}`).click();
    await item(page, act).click();
    const questions = page.getByRole('alertdialog');
    await expectNoFindingsInBothLanguages(page, act, (say) =>
      page.getByRole('alertdialog', { name: say('admin', title) }),
    );
    // Only an administrator can be made a member again.
    await questions.getByRole('button', { name: act }).click();
    await expect(questions).toHaveCount(0);
  }
});

test('axe finds nothing in the dialogs of a meeting', async ({ server, api, openContext }) => {
  // Ten readings of a page that is in a meeting.
  test.setTimeout(180_000);
  const host = await api.register('Ina');
  const { code } = await api.createMeeting(host);
  const page = await (await openContext()).newPage();
  const look = (view: string, title: 'rename' | 'muteAllTitle' | 'devices') =>
    expectNoFindingsInBothLanguages(page, view, (say: Words) => {
      const name = say('meeting', title);
      return page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }));
    });
  await signIn(page, server.url, host);
  await page.goto(`${server.url}/m/${code}?skipPrejoin=1`);
  await button(page, /^Leave/).waitFor();

  const tile = page.getByRole('group', { name: /^Ina/ });
  await tile.getByRole('button', { name: 'Actions for Ina' }).click();
  await item(page, 'Change my name').click();
  await look('changing the name', 'rename');
  await page.getByLabel('Your name').fill('');
  await button(page, 'Save').click();
  await expectNoFindingsInBothLanguages(page, 'changing the name, sent empty', (say) =>
    page.getByText(say('meeting', 'nameProblem')),
  );
  await close(page);

  await button(page, /^More/).click();
  await item(page, 'Mute all').click();
  await look('muting everybody', 'muteAllTitle');
  await close(page);

  await button(page, /^More/).click();
  await item(page, 'Microphone, camera and speaker').click();
  await look('devices', 'devices');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Microphone/ })
    .click();
  await expectNoFindingsInBothLanguages(page, 'the list of microphones', (say) =>
    page.getByRole('option', { name: say('lobby', 'systemDefault') }),
  );
});
