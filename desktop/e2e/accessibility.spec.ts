import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright/test';
import { expect, signIn, test } from './support/meetingTest.ts';

/**
 * Tooltips float outside the landmarks and are read as descriptions of what they belong to; React Aria's
 * announcer names, for a few seconds, a button that may be gone by then.
 */
async function expectNoFindings(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('[role=tooltip]')
    .exclude('[data-live-announcer]')
    .analyze();
  const findings = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
  expect(findings).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing, ${colorScheme}`, () => {
    test('where nobody is signed in', async ({ server, openContext }) => {
      const page = await (await openContext()).newPage();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const path of ['/', '/signin', '/register', '/nowhere']) {
        await page.goto(server.url + path);
        await page.getByRole('heading').first().waitFor();
        await expectNoFindings(page);
      }
    });

    test('at home, in its dialogs and in the settings', async ({ server, api, openContext }) => {
      const account = await api.register('Ana');
      await api.createMeeting(account);
      const page = await (await openContext()).newPage();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await signIn(page, server.url, account);
      await expectNoFindings(page);
      await page
        .getByRole('button', { name: /^Schedule/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
      await expectNoFindings(page);
      await page.goto(`${server.url}/settings`);
      await page.getByRole('heading', { name: 'Settings' }).waitFor();
      await expectNoFindings(page);
    });

    test('in the lobby and in a meeting', async ({ server, api, openContext }) => {
      const { code } = await api.createMeeting(await api.register('Ana'), { passcode: 'rosebud' });
      const page = await (await openContext()).newPage();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.goto(`${server.url}/m/${code}`);
      await page.getByLabel('Your name').fill('Ben');
      await expectNoFindings(page);
      await page.getByLabel('Passcode').fill('rosebud');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: /^Leave/ }).waitFor();
      await expectNoFindings(page);
      await page.getByRole('button', { name: /^Chat/ }).click();
      await expectNoFindings(page);
      await page.getByRole('button', { name: /^People/ }).click();
      await expectNoFindings(page);
    });
  });
}
