// Every screen in both themes, both languages and two widths, into screenshots/: `npm run screenshots [name …]`.
// To be looked at each time something visible changed; never committed, except the few that README and docs show.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { actingHost } from './scenes/actingHost.ts';
import type { Setting } from './scenes/defineSetting.ts';
import { everyday } from './scenes/everyday.ts';
import { mediaBlocked } from './scenes/mediaBlocked.ts';
import { poorLines } from './scenes/poorLines.ts';
import { serverCloses } from './scenes/serverCloses.ts';
import { serverFull } from './scenes/serverFull.ts';
import { Studio } from './scenes/Studio.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'screenshots');
const SETTINGS: readonly Setting[] = [
  everyday,
  serverFull,
  serverCloses,
  mediaBlocked,
  actingHost,
  poorLines,
];

const LOOKS = [
  { theme: 'light', width: 1440 },
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 390 },
  { theme: 'dark', width: 390 },
] as const;
type Look = (typeof LOOKS)[number];
const LOCALES = ['en-US', 'zh-CN'] as const;

/** What one page is shot in, one after the other. */
interface Take {
  locale: (typeof LOCALES)[number];
  looks: readonly [Look, ...Look[]];
}

const wanted = process.argv.slice(2);
const names = SETTINGS.flatMap((setting) => setting.names);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No screen is called ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exitCode = 1;
} else {
  for (const setting of SETTINGS) await record(setting);
}

async function record(setting: Setting): Promise<void> {
  const chosen = setting.names.filter((name) => wanted.length === 0 || wanted.includes(name));
  if (chosen.length === 0) return;
  const studio = await Studio.open();
  try {
    const browser = await studio.openBrowser();
    const play = await setting.open(studio);
    for (const name of chosen) {
      for (const take of takesOf(setting)) {
        await shoot(browser, name, take, (page) => play(name, page, take.locale));
      }
    }
  } finally {
    await studio.close();
  }
}

function takesOf({ isSlow }: Setting): Take[] {
  return LOCALES.flatMap((locale): Take[] =>
    isSlow ? [{ locale, looks: LOOKS }] : LOOKS.map((look): Take => ({ locale, looks: [look] })),
  );
}

async function shoot(
  browser: Browser,
  name: string,
  { locale, looks }: Take,
  play: (page: Page) => Promise<void>,
): Promise<void> {
  const [first] = looks;
  const context = await browser.newContext({
    locale,
    colorScheme: first.theme,
    viewport: viewportOf(first),
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  try {
    await play(page);
    await page.evaluate(() => document.fonts.ready);
    for (const look of looks) {
      const folder = join(FOLDER, `${look.width}-${look.theme}-${locale}`);
      await mkdir(folder, { recursive: true });
      await turnTo(page, look);
      await page.screenshot({ path: join(folder, `${name}.png`) });
    }
  } catch (error) {
    process.exitCode = 1;
    console.error(`${name} (${locale}, ${first.theme}): ${String(error).split('\n')[0]}`);
  } finally {
    // Leaving the page gives the seat up within seconds; closing it at once would look like a lost line.
    await page.goto('about:blank');
    await context.close();
  }
}

function viewportOf({ width }: Look): { width: number; height: number } {
  return { width, height: width === 390 ? 844 : 900 };
}

async function turnTo(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.theme });
  await page.setViewportSize(viewportOf(look));
  // What glides to its new place arrives; what turns for ever is left alone.
  await page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const passing = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map(({ finished }) => finished));
  });
}
