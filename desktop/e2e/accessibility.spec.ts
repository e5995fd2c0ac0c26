import type { Page } from 'playwright/test';
import type { ParleyBridge } from '../../shared/contracts/bridge.ts';
import { expectNoFindings } from './support/axe.ts';
import type { Account } from './support/createApi.ts';
import { expect, test } from './support/meetingTest.ts';
import { signIn } from './support/signIn.ts';
import { wordsOf, type Feature, type Key, type TestLocale } from './support/words.ts';

const LOCALES: readonly TestLocale[] = ['en-US', 'zh-CN'];

for (const locale of LOCALES) {
  const say = wordsOf(locale);
  const button = <F extends Feature>(page: Page, feature: F, key: Key<F>) =>
    page.getByRole('button', { name: say(feature, key) });
  const item = <F extends Feature>(page: Page, feature: F, key: Key<F>) =>
    page.getByRole('menuitem', { name: say(feature, key) });

  test.describe(`axe finds nothing in ${locale}`, () => {
    test.use({ locale });

    test('where nobody is signed in', async ({ server, openContext }) => {
      const page = await (await openContext()).newPage();
      const views = ['/', '/signin', '/register', '/setup', '/nowhere'];
      for (const path of views) {
        await page.goto(server.url + path);
        await page.getByRole('heading').first().waitFor();
        await expectNoFindings(page, path);
      }
      for (const path of ['/signin', '/register']) {
        await page.goto(server.url + path);
        const submit = path === '/signin' ? 'signIn' : 'register';
        await button(page, 'account', submit).last().click();
        await expect(page.locator('[aria-invalid=true]').first()).toBeFocused();
        await expectNoFindings(page, `${path}, sent empty`);
      }
      // Another hash alone would be no new page.
      await page.goto('about:blank');
      await page.goto(server.setupLink ?? '');
      await page.getByRole('heading', { name: say('account', 'setupTitle') }).waitFor();
      await expectNoFindings(page, 'set-up');
      await button(page, 'account', 'setup').click();
      await expect(page.locator('[aria-invalid=true]').first()).toBeFocused();
      await expectNoFindings(page, 'set-up, sent empty');
      await page.goto(server.url);
      await page.getByLabel(say('account', 'codeLabel')).fill('nonsense');
      await button(page, 'account', 'join').click();
      await page.getByText(say('account', 'codeWrong')).waitFor();
      await expectNoFindings(page, 'a wrong code');
    });

    test('at home and in its dialogs', async ({ server, api, openContext }) => {
      const account = await api.register('Ana');
      const page = await (await openContext()).newPage();
      await signIn(page, server.url, account);
      await page.getByText(say('home', 'emptyTitle')).waitFor();
      await expectNoFindings(page, 'home, empty');
      await api.createMeeting(account, { title: 'Weekly' });
      await page.reload();
      await page.getByText('Weekly').first().waitFor();
      await expectNoFindings(page, 'home');
      await button(page, 'home', 'actions').first().click();
      await item(page, 'home', 'edit').waitFor();
      await expectNoFindings(page, 'the menu of a meeting');
      await item(page, 'home', 'edit').click();
      await page.getByRole('dialog', { name: say('home', 'editTitle') }).waitFor();
      await expectNoFindings(page, 'changing a meeting');
      await page.keyboard.press('Escape');
      await button(page, 'home', 'actions').first().click();
      await item(page, 'home', 'remove').click();
      await page.getByRole('alertdialog').waitFor();
      await expectNoFindings(page, 'deleting a meeting');
      await page.keyboard.press('Escape');
      await button(page, 'home', 'schedule').first().click();
      await page.getByRole('dialog', { name: say('home', 'scheduleTitle') }).waitFor();
      await expectNoFindings(page, 'scheduling');
    });

    test('in the settings', async ({ server, api, openContext }) => {
      const account = await api.register('Ana');
      const page = await (await openContext()).newPage();
      await signIn(page, server.url, account);
      await page.goto(`${server.url}/settings`);
      await page.getByRole('heading', { name: say('settings', 'title') }).waitFor();
      await expectNoFindings(page, 'settings');
      await button(page, 'settings', 'signOutAll').click();
      await page.getByRole('alertdialog').waitFor();
      await expectNoFindings(page, 'signing out everywhere');
      await page.keyboard.press('Escape');
      await button(page, 'settings', 'deleteAction').click();
      await page.getByRole('alertdialog').waitFor();
      await expectNoFindings(page, 'deleting the account');
      await page.goto(`${server.url}/admin`);
      await page.getByRole('heading').first().waitFor();
      await expectNoFindings(page, 'administration, for a member');
    });

    test('in the lobby', async ({ server, api, openContext, browser }) => {
      const { code } = await api.createMeeting(await api.register('Ana'), { passcode: 'rosebud' });
      const page = await (await openContext()).newPage();
      await page.goto(`${server.url}/m/${code}`);
      await page.getByLabel(say('lobby', 'yourName')).waitFor();
      await expectNoFindings(page, 'lobby');
      await button(page, 'lobby', 'join').click();
      await expect(page.locator('[aria-invalid=true]').first()).toBeFocused();
      await expectNoFindings(page, 'lobby, sent empty');
      await page.getByLabel(say('lobby', 'yourName')).fill('Ben');
      await page.getByLabel(say('lobby', 'passcode')).fill('daisies');
      await button(page, 'lobby', 'join').click();
      await page.getByText(say('lobby', 'passcodeWrong')).waitFor();
      await expectNoFindings(page, 'lobby, wrong passcode');

      const closed = await browser.newContext({ locale, permissions: [] });
      const without = await closed.newPage();
      await without.addInitScript(denyDevices);
      await without.goto(`${server.url}/m/${code}`);
      await without.getByText(say('lobby', 'both.permissionDenied')).waitFor();
      await expectNoFindings(without, 'lobby without devices');
      await closed.close();
    });

    test('at doors that are closed', async ({ server, api, openContext }) => {
      const host = await api.register('Ana');
      const page = await (await openContext()).newPage();
      await page.goto(`${server.url}/m/abc-defg-hjk`);
      await page.getByText(say('lobby', 'notFound.title')).waitFor();
      await expectNoFindings(page, 'no such meeting');
      const { code } = await api.createMeeting(host, { guestsAllowed: false });
      await page.goto(`${server.url}/m/${code}`);
      await page.getByText(say('lobby', 'guests.title')).waitFor();
      await expectNoFindings(page, 'members only');
    });

    test('in a meeting', async ({ server, api, openContext }) => {
      // Two dozen readings of a page that decodes video meanwhile: 90 s on two quiet cores.
      test.setTimeout(5 * 60_000);
      const host = await api.register('Ana');
      const { code } = await api.createMeeting(host, { title: 'Weekly' });
      const page = await (await openContext()).newPage();
      await signIn(page, server.url, host);
      await page.goto(`${server.url}/m/${code}?skipPrejoin=1`);
      await button(page, 'meeting', 'leave').waitFor();
      await expectNoFindings(page, 'alone in a meeting');
      const guest = await (await openContext()).newPage();
      await guest.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
      await button(guest, 'meeting', 'leave').waitFor();
      await page.getByRole('group', { name: /^Ben/ }).waitFor();
      await expectNoFindings(page, 'two in a meeting');

      await page.keyboard.press('c');
      await page.getByRole('textbox').last().fill('Good morning');
      await page.keyboard.press('Enter');
      await page.getByText('Good morning').waitFor();
      await expectNoFindings(page, 'chat');
      await page.keyboard.press('Escape');
      await button(page, 'meeting', 'people').click();
      await page.getByRole('complementary', { name: say('meeting', 'people') }).waitFor();
      await expectNoFindings(page, 'people');
      await button(page, 'meeting', 'actionsFor').last().click();
      await item(page, 'meeting', 'person.remove').waitFor();
      await expectNoFindings(page, 'the menu of a person');
      await item(page, 'meeting', 'person.remove').click();
      await page.getByRole('alertdialog').waitFor();
      await expectNoFindings(page, 'removing a person');
      await page.keyboard.press('Escape');

      for (const key of ['micOptions', 'cameraOptions', 'reactions', 'more'] as const) {
        await button(page, 'meeting', key).click();
        await button(page, 'meeting', key).and(page.locator('[aria-expanded=true]')).waitFor();
        await expectNoFindings(page, key);
        await page.keyboard.press('Escape');
      }
      await button(page, 'meeting', 'more').click();
      await item(page, 'meeting', 'shortcuts').click();
      await page.getByRole('dialog', { name: say('meeting', 'shortcuts') }).waitFor();
      await expectNoFindings(page, 'keyboard shortcuts');
      await page.keyboard.press('Escape');
      await button(page, 'meeting', 'more').click();
      await item(page, 'meeting', 'speakerView').click();
      await button(page, 'meeting', 'gridView').waitFor();
      await expectNoFindings(page, 'speaker view');
      await button(page, 'meeting', 'shareScreen').click();
      await button(page, 'meeting', 'stopSharing').last().waitFor();
      await expectNoFindings(page, 'sharing the screen');
      await guest.getByRole('group', { name: say('meeting', 'screenOf') }).waitFor();
      await expectNoFindings(guest, "somebody's screen");

      await button(page, 'meeting', 'leave').click();
      await item(page, 'meeting', 'endForAll').click();
      await page.getByRole('alertdialog').waitFor();
      await expectNoFindings(page, 'ending for all');
      await page
        .getByRole('alertdialog')
        .getByRole('button', { name: say('meeting', 'endForAll') })
        .click();
      await page
        .getByRole('heading', { name: say('meeting', 'after.endedByHost.title') })
        .waitFor();
      await expectNoFindings(page, 'a meeting that has ended');
      await guest.goto(`${server.url}/m/${code}`);
      await guest.getByText(say('lobby', 'ended.title')).waitFor();
      await expectNoFindings(guest, 'the door of a meeting that has ended');
    });
  });
}

test.describe('axe finds nothing in the pages of the desktop app', () => {
  for (const locale of LOCALES) {
    test(locale, async ({ server, browser }) => {
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      await page.addInitScript(playShell, null);
      await page.goto(server.url);
      await page.getByRole('textbox').waitFor();
      await expectNoFindings(page, 'the address of the server');
      await page.getByRole('textbox').fill('not an address');
      await page.keyboard.press('Enter');
      await expect(page.locator('[aria-invalid=true]')).toBeFocused();
      await expectNoFindings(page, 'a wrong address');
      const other = await context.newPage();
      await other.addInitScript(playShell, server.url);
      await other.goto(server.url);
      await other.getByRole('heading', { level: 1 }).waitFor();
      await expect(async () => {
        await other.evaluate(() => window.dispatchEvent(new Event('offer-screens')));
        await other.getByRole('dialog').waitFor({ timeout: 1000 });
      }).toPass();
      await expectNoFindings(other, 'choosing a screen');
      await context.close();
    });
  }
});

test.describe('axe finds nothing in the administration', () => {
  for (const locale of LOCALES) {
    test(locale, async ({ server, api, browser }) => {
      const say = wordsOf(locale);
      const token = server.setupLink?.split('#token=')[1];
      const admin = await (adminAccount ??= api.register('Ana', { setupToken: token }));
      await api.register('Ben');
      const context = await browser.newContext({ locale });
      const page = await context.newPage();
      await signIn(page, server.url, admin);
      await page.goto(`${server.url}/admin`);
      await page.getByRole('table').waitFor();
      await expectNoFindings(page, 'administration');
      await page
        .getByRole('button', { name: say('admin', 'actions') })
        .first()
        .click();
      await page.getByRole('menuitem').first().waitFor();
      await expectNoFindings(page, 'the menu of an account');
      await page.getByRole('menuitem', { name: say('admin', 'ban') }).click();
      await page.getByRole('alertdialog').waitFor();
      await expectNoFindings(page, 'banning');
      await context.close();
    });
  }
});

/** The set-up link works once. */
let adminAccount: Promise<Account> | undefined;

/** Signs in whatever the language is. */
function denyDevices(): void {
  navigator.mediaDevices.getUserMedia = () =>
    Promise.reject(new DOMException('denied', 'NotAllowedError'));
}

/**
 * What the shell of the desktop app puts into its window, as far as these pages ask for it: the pages are the
 * real ones, of the same bundle; the shell itself has a suite of its own (electron.spec.ts).
 */
function playShell(serverUrl: string | null): void {
  const nothing = () => Promise.resolve(null);
  const thumbnail = '';
  const bridge: ParleyBridge = {
    getInfo: () => Promise.resolve({ version: '1.0.0', platform: 'linux' }),
    getServerUrl: () => Promise.resolve(serverUrl),
    setServerUrl: nothing,
    loadRefreshToken: nothing,
    saveRefreshToken: nothing,
    openExternal: nothing,
    setInMeeting: nothing,
    chooseScreen: nothing,
    onDeepLink: () => () => undefined,
    onScreenSources: (listener) => {
      const offer = () =>
        listener({
          requestId: crypto.randomUUID(),
          sources: [
            { id: 'screen:0', name: 'Screen 1', kind: 'screen', thumbnail },
            { id: 'window:1', name: 'Notes', kind: 'window', thumbnail },
          ],
          canShareAudio: true,
        });
      window.addEventListener('offer-screens', offer);
      return () => window.removeEventListener('offer-screens', offer);
    },
  };
  Object.assign(window, { parley: bridge });
}
