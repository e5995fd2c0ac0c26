// Every screen in both themes, both languages and two widths, into screenshots/: `npm run screenshots [name …]`.
// To be looked at each time something visible changed; never committed, except the few that README and docs show.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { createApi, type Account } from './support/createApi.ts';
import { openBrowser } from './support/openBrowser.ts';
import { ParleyServer } from './support/ParleyServer.ts';
import { writePortrait } from './support/portraits.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'screenshots');
const VARIANTS = [
  { theme: 'light', locale: 'en-US', width: 1440 },
  { theme: 'dark', locale: 'en-US', width: 1440 },
  { theme: 'light', locale: 'zh-CN', width: 1440 },
  { theme: 'dark', locale: 'zh-CN', width: 1440 },
  { theme: 'light', locale: 'en-US', width: 390 },
  { theme: 'dark', locale: 'en-US', width: 390 },
  { theme: 'light', locale: 'zh-CN', width: 390 },
  { theme: 'dark', locale: 'zh-CN', width: 390 },
] as const;
type Variant = (typeof VARIANTS)[number];

interface Stage {
  url: string;
  code: string;
  guarded: string;
  admin: Account;
  newcomer: Account;
}

/** Brings a page to the screen that its name says. */
type Scene = (page: Page, stage: Stage) => Promise<void>;

const scenes: Record<string, Scene> = {
  welcome: (page, { url }) => open(page, url),
  'sign-in': (page, { url }) => open(page, `${url}/signin`),
  register: (page, { url }) => open(page, `${url}/register`),
  'home-empty': async (page, { url, newcomer }) => {
    await signIn(page, url, newcomer);
  },
  home: async (page, { url, admin }) => {
    await signIn(page, url, admin);
  },
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
    await everybodyShown(page);
    // The bar hides while nobody moves.
    await page.mouse.move(200, 200);
    await page.mouse.move(240, 240);
  },
  chat: async (page, { url, code }) => {
    await joinMeeting(page, url, code);
    await page.keyboard.press('c');
    await everybodyShown(page);
    await page.getByRole('textbox').last().fill('Good morning! The plan: https://example.org/plan');
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
};

const wanted = process.argv.slice(2);
const server = await ParleyServer.start();
const faces = await mkdtemp(join(tmpdir(), 'parley-faces-'));
const browser = await openBrowser(await withFace(0));
const crowd: Browser[] = [];
try {
  const stage = await prepare(server);
  for (const [index, name] of ['Ben Okafor', 'Cleo Marchetti', '陈丹'].entries()) {
    // A browser has one fake camera: each person has a browser of their own.
    const theirs = await openBrowser(await withFace(index + 1));
    crowd.push(theirs);
    const page = await theirs.newPage({ viewport: { width: 480, height: 320 } });
    await joinMeeting(page, stage.url, stage.code, name);
  }
  for (const variant of VARIANTS) {
    for (const [name, scene] of Object.entries(scenes)) {
      if (wanted.length > 0 && !wanted.includes(name)) continue;
      await shoot(name, scene, variant, stage);
    }
  }
} finally {
  await Promise.all([browser, ...crowd].map((one) => one.close()));
  await server.stop();
  await rm(faces, { recursive: true });
}

async function withFace(index: number): Promise<string[]> {
  return [`--use-file-for-fake-video-capture=${await writePortrait(faces, index)}`];
}

async function shoot(name: string, scene: Scene, variant: Variant, stage: Stage): Promise<void> {
  const { theme, locale, width } = variant;
  const context: BrowserContext = await browser.newContext({
    locale,
    colorScheme: theme,
    viewport: { width, height: width === 390 ? 844 : 900 },
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  const folder = join(FOLDER, `${width}-${theme}-${locale}`);
  try {
    await scene(page, stage);
    await page.evaluate(() => document.fonts.ready);
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, `${name}.png`) });
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name} (${theme}, ${locale}, ${width}): ${String(error).split('\n')[0]}`);
  } finally {
    // Leaving the page gives the seat up within seconds; closing it at once would look like a lost line.
    await page.goto('about:blank');
    await context.close();
  }
}

async function prepare({ url, setupLink }: ParleyServer): Promise<Stage> {
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
  return { url, code, guarded, admin, newcomer };
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole('heading').first().waitFor();
}

async function signIn(page: Page, url: string, account: Account): Promise<void> {
  await open(page, `${url}/signin`);
  await page.locator('input[type=email]').fill(account.user.email);
  await page.locator('input[type=password]').fill(account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}

async function joinMeeting(page: Page, url: string, code: string, name = 'Eva'): Promise<void> {
  await page.goto(`${url}/m/${code}?name=${encodeURIComponent(name)}&skipPrejoin=1`);
  await page.locator('video[data-participant-id]').first().waitFor();
}

/** One's own picture and the three of the crowd. */
async function everybodyShown(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const videos = [...document.querySelectorAll('video')];
    return videos.filter((video) => video.checkVisibility() && video.currentTime > 0).length >= 4;
  });
}
