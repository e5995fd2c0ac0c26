import { test } from './support/adminTest.ts';
import { expect } from './support/meetingTest.ts';
import { expectRound } from './support/keyboard.ts';
import { signIn } from './support/signIn.ts';

test.use({ serverEnv: {} });

test.describe('no key is caught: Tab goes round and comes back, and each stop is seen', () => {
  test('where nobody is signed in', async ({ server, openContext }) => {
    test.slow();
    const page = await (await openContext()).newPage();
    for (const path of ['/', '/signin', '/register', '/setup', '/nowhere', '/m/abc-defg-hjk']) {
      await page.goto(server.url + path);
      await page.getByRole('heading').first().waitFor();
      for (const key of ['Tab', 'Shift+Tab'] as const) {
        await test.step(`${path}, ${key}`, () => expectRound(page, key));
      }
    }
  });

  test('at home, in the settings and in the administration', async ({
    server,
    api,
    admin,
    openContext,
  }) => {
    test.slow();
    await api.register('Ben');
    await api.createMeeting(admin, { title: 'Weekly' });
    const page = await (await openContext()).newPage();
    await signIn(page, server.url, admin);
    for (const [path, shown] of [
      ['/', page.getByRole('link', { name: 'Weekly' })],
      ['/settings', page.getByRole('heading', { name: 'Settings' })],
      ['/admin', page.getByRole('table')],
    ] as const) {
      await page.goto(server.url + path);
      await shown.waitFor();
      for (const key of ['Tab', 'Shift+Tab'] as const) {
        await test.step(`${path}, ${key}`, () => expectRound(page, key));
      }
    }
  });

  test('from the lobby through a meeting to what comes after', async ({
    server,
    api,
    openContext,
  }) => {
    test.slow();
    const { code } = await api.createMeeting(await api.register('Hal'), { passcode: 'rosebud' });
    const page = await (await openContext()).newPage();
    const goRound = async (view: string) => {
      for (const key of ['Tab', 'Shift+Tab'] as const) {
        await test.step(`${view}, ${key}`, () => expectRound(page, key));
      }
    };
    await page.goto(`${server.url}/m/${code}`);
    await page.getByLabel('Your name').fill('Ben');
    await page.getByLabel('Passcode').fill('rosebud');
    await goRound('lobby');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await page.getByRole('button', { name: /^Leave/ }).waitFor();
    await goRound('meeting');
    for (const key of ['c', 'p'] as const) {
      await page.locator('main').focus();
      await page.keyboard.press(key);
      await page.getByRole('complementary').waitFor();
      await goRound(`meeting, ${key}`);
    }
    await page.getByRole('button', { name: /^Leave/ }).click();
    await expect(page.getByRole('button', { name: 'Join again' })).toBeVisible();
    await goRound('after');
  });
});
