import { createApi, type Account } from '../support/createApi.ts';
import { signIn } from '../support/signIn.ts';
import { everybodyShown, joinMeeting, open, showBar } from './actions.ts';
import { defineSetting } from './defineSetting.ts';
import type { Studio } from './Studio.ts';

interface Stage {
  url: string;
  code: string;
  guarded: string;
  admin: Account;
  newcomer: Account;
}

/** Oneself and the three of the crowd. */
const PEOPLE = 4;

/** A server as it is on most days. */
export const everyday = defineSetting<Stage>({
  isSlow: false,
  prepare,
  scenes: {
    welcome: (page, { url }) => open(page, url),
    'sign-in': (page, { url }) => open(page, `${url}/signin`),
    register: (page, { url }) => open(page, `${url}/register`),
    'home-empty': (page, { url, newcomer }) => signIn(page, url, newcomer),
    home: (page, { url, admin }) => signIn(page, url, admin),
    schedule: async (page, { url, admin }) => {
      await signIn(page, url, admin);
      await page
        .getByRole('button', { name: /^(Schedule|预约|安排)/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
    settings: async (page, { url, admin }) => {
      await signIn(page, url, admin);
      await open(page, `${url}/settings`);
    },
    admin: async (page, { url, admin }) => {
      await signIn(page, url, admin);
      await open(page, `${url}/admin`);
      await page.getByRole('table').waitFor();
    },
    'not-found': (page, { url }) => open(page, `${url}/nowhere`),
    lobby: async (page, { url, guarded }) => {
      await open(page, `${url}/m/${guarded}`);
      await page.locator('video').first().waitFor();
    },
    'lobby-not-found': (page, { url }) => open(page, `${url}/m/abc-defg-hjk`),
    meeting: async (page, { url, code }) => {
      await joinMeeting(page, url, code);
      await everybodyShown(page, PEOPLE);
      await showBar(page);
    },
    chat: async (page, { url, code }) => {
      await joinMeeting(page, url, code);
      await page.keyboard.press('c');
      await everybodyShown(page, PEOPLE);
      const text = 'Good morning! The plan: https://example.org/plan';
      await page.getByRole('textbox').last().fill(text);
      await page.keyboard.press('Enter');
    },
    people: async (page, { url, code }) => {
      await joinMeeting(page, url, code);
      await page.keyboard.press('p');
    },
    left: async (page, { url, code }) => {
      await joinMeeting(page, url, code);
      await page.getByRole('button', { name: /^(Leave|离开)/ }).click();
    },
  },
});

async function prepare(studio: Studio): Promise<Stage> {
  const { url, setupLink } = await studio.startServer();
  const api = createApi(url);
  const setupToken = setupLink?.split('#token=')[1];
  const admin = await api.register('Ana Lindqvist', { setupToken });
  for (const name of ['Ben Okafor', 'Cleo Marchetti', 'Dan Whitfield']) await api.register(name);
  const newcomer = await api.register('Eva Novak');
  const { code } = await api.createMeeting(admin, { title: 'Monday stand-up' });
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const { code: guarded } = await api.createMeeting(admin, {
    title: 'Quarterly review',
    startsAt: inMinutes(4),
    endsAt: inMinutes(64),
    passcode: 'rosebud',
  });
  await api.createMeeting(admin, { title: 'Design critique', startsAt: inMinutes(60 * 26) });
  for (const name of ['Ben Okafor', 'Cleo Marchetti', '陈丹']) {
    const page = await (await studio.openBrowser()).newPage();
    await page.setViewportSize({ width: 480, height: 320 });
    await joinMeeting(page, url, code, name);
  }
  return { url, code, guarded, admin, newcomer };
}
