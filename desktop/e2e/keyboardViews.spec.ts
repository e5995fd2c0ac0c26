import { test } from './support/adminTest.ts';
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
});
