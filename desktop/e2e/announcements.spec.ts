import type { BrowserContext, Page } from 'playwright/test';
import { countOf, expectSaid, listen } from './support/announced.ts';
import { tabTo } from './support/keyboard.ts';
import { expect, test } from './support/meetingTest.ts';
import { signIn } from './support/signIn.ts';
import { SocketSwitch } from './support/SocketSwitch.ts';
import { sentencesOf, wordsOf, type Key } from './support/words.ts';

const CROWD = ['Bea', 'Cal', 'Dan', 'Eli', 'Fay', 'Gus', 'Hal', 'Ivy', 'Jo', 'Kim'];

for (const locale of ['en-US', 'zh-CN'] as const) {
  const say = wordsOf(locale);
  const tell = sentencesOf(locale);
  const button = (page: Page, key: Key<'meeting'>) =>
    page.getByRole('button', { name: say('meeting', key) });
  const message = (page: Page) => page.getByRole('textbox', { name: say('meeting', 'message') });
  /** Goes in without the lobby, and listens from then on. */
  const enter = async (page: Page, door: string) => {
    await page.goto(door);
    await button(page, 'leave').waitFor();
    await listen(page);
  };

  test.describe(`in ${locale}`, () => {
    test.use({ locale });

    test('what others do is said once: join, hand, chat, share, mute, leave', async ({
      server,
      api,
      openContext,
    }) => {
      test.slow();
      const host = await api.register('Ana');
      const { code } = await api.createMeeting(host);
      const door = `${server.url}/m/${code}?skipPrejoin=1`;
      const ana = await (await openContext()).newPage();
      await signIn(ana, server.url, host);
      await enter(ana, door);
      const ben = await (await openContext()).newPage();
      await enter(ben, `${door}&name=Ben`);
      await expectSaid(ana, tell('meeting', 'notice.joined', { names: 'Ben' }));

      const chat = (name: string, text: string) => tell('meeting', 'notice.chat', { name, text });
      await ben.keyboard.press('h');
      await expectSaid(ana, tell('meeting', 'notice.handRaised', { names: 'Ben' }));
      await ben.keyboard.press('c');
      await message(ben).fill('Good morning');
      await ben.keyboard.press('Enter');
      await expectSaid(ana, chat('Ben', 'Good morning'));
      await ana.keyboard.press('c');
      await message(ana).waitFor();
      await message(ben).fill('Shall we begin?');
      await ben.keyboard.press('Enter');
      await expectSaid(ana, chat('Ben', 'Shall we begin?'));
      // What was there before the panel opened is not read again, nor is what one writes oneself.
      expect(await countOf(ana, 'Good morning')).toBe(1);
      await message(ana).fill('At once');
      await ana.keyboard.press('Enter');
      await expectSaid(ben, chat('Ana', 'At once'));
      expect(await countOf(ana, 'At once')).toBe(0);

      await button(ben, 'shareScreen').press('Enter');
      await expectSaid(ana, tell('meeting', 'notice.shareStarted', { name: 'Ben' }));
      await button(ana, 'people').press('Enter');
      const row = ana.getByRole('listitem').filter({ hasText: 'Ben' });
      await row.getByRole('button', { name: say('meeting', 'actionsFor') }).press('Enter');
      await ana.getByRole('menuitem', { name: say('meeting', 'person.mute') }).press('Enter');
      await expectSaid(ben, tell('meeting', 'notice.micMuted', { name: 'Ana' }));
      await button(ben, 'leave').press('Enter');
      await expectSaid(ana, tell('meeting', 'notice.left', { names: 'Ben' }));
    });

    test('what a key switches is said as it stands now', async ({ server, api, openContext }) => {
      const { code } = await api.createMeeting(await api.register('Ana'));
      const page = await (await openContext()).newPage();
      await enter(page, `${server.url}/m/${code}?skipPrejoin=1&name=Ben`);
      await button(page, 'mute').waitFor();
      await button(page, 'turnCameraOff').waitFor();
      const steps = [
        ['m', 'now.micOff'],
        ['Control+d', 'now.micOn'],
        ['v', 'now.cameraOff'],
        ['Control+e', 'now.cameraOn'],
        ['h', 'now.handRaised'],
        ['h', 'now.handLowered'],
        ['g', 'now.speaker'],
        ['g', 'now.grid'],
        ['s', 'now.sharing'],
        ['s', 'now.notSharing'],
      ] as const;
      for (const [key, words] of steps) {
        await page.keyboard.press(key);
        await expectSaid(page, tell('meeting', words));
      }
    });

    test('what a button switches is said too, and the button keeps the focus', async ({
      server,
      api,
      openContext,
    }) => {
      const { code } = await api.createMeeting(await api.register('Ana'));
      const page = await (await openContext()).newPage();
      await enter(page, `${server.url}/m/${code}?skipPrejoin=1&name=Ben`);
      for (const [before, after] of [
        ['mute', 'unmute'],
        ['turnCameraOff', 'turnCameraOn'],
        ['raiseHand', 'lowerHand'],
      ] as const) {
        const pressed = (key: typeof before | typeof after) =>
          page.getByRole('button', { name: tell('meeting', key), exact: true });
        await tabTo(page, pressed(before));
        await page.keyboard.press('Enter');
        await expect(pressed(after)).toBeFocused();
        await page.keyboard.press('Enter');
        await expect(pressed(before)).toBeFocused();
      }
      for (const words of ['now.micOff', 'now.cameraOff', 'now.handRaised'] as const) {
        expect(await countOf(page, tell('meeting', words)), words).toBe(1);
      }
    });
  });
}

test('what happens while a menu or a question is open is said as well', async ({
  api,
  joinAsMember,
  sitDown,
}) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const { page } = await joinAsMember(code, host);
  await listen(page);
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter');
  const item = page.getByRole('menuitem', { name: 'Mute all', exact: true });
  await item.waitFor();
  await sitDown({ code, displayName: 'Ben' });
  await expectSaid(page, 'Ben joined.');
  await item.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  await sitDown({ code, displayName: 'Cleo' });
  await expectSaid(page, 'Cleo joined.');
});

test('ten who join at once are told in a few sentences, and nobody is swallowed', async ({
  server,
  api,
  joinAsGuest,
  openContext,
}) => {
  test.slow();
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Zoe');
  await listen(page);
  // They have their sockets and only ask to be let in: ten pages with ten videos would take minutes here.
  const crowd = await openLobbies(await openContext(), `${server.url}/m/${code}`, CROWD);
  await Promise.all(crowd.map((each) => each.keyboard.press('Enter')));
  await expect(page.getByRole('button', { name: 'People, 11 here' })).toBeVisible();
  await expect.poll(() => countJoined(page)).toBe(CROWD.length);
  const sentences = (await page.evaluate(() => window.said)).filter((text) => /joined/.test(text));
  expect(sentences.length).toBeLessThanOrEqual(4);
  for (const sentence of new Set(sentences)) await expectSaid(page, sentence);
});

test('a line that is lost and found again is said, and who acts as host meanwhile', async ({
  server,
  api,
  openContext,
  joinAsMember,
}) => {
  test.slow();
  const [host, member] = [await api.register('Ana'), await api.register('Ben')];
  const { code } = await api.createMeeting(host);
  const context = await openContext();
  const line = await SocketSwitch.of(context);
  const ana = await context.newPage();
  await signIn(ana, server.url, host);
  await ana.goto(`${server.url}/m/${code}?skipPrejoin=1`);
  await ana.getByRole('button', { name: /^Leave/ }).waitFor();
  const ben = (await joinAsMember(code, member)).page;
  await listen(ana);
  await listen(ben);
  await line.cut();
  await expectSaid(ana, 'Connection lost. Reconnecting; the meeting goes on.');
  await expectSaid(ben, 'Ana is away. You act as host until they are back.', 25_000);
  line.restore();
  await expectSaid(ana, 'Connected again.');
  await expectSaid(ben, 'Ana is back and hosts again.');
});

/** Each name typed and the focus on Join, without devices: nothing is left to do but to press Enter. */
async function openLobbies(
  context: BrowserContext,
  url: string,
  names: readonly string[],
): Promise<Page[]> {
  await context.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('denied', 'NotAllowedError'));
  });
  const pages: Page[] = [];
  for (const name of names) {
    const page = await context.newPage();
    await page.goto(url);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Join', exact: true }).focus();
    pages.push(page);
  }
  return pages;
}

/** How many were said to have joined: those who are named, and the others who are counted. */
async function countJoined(page: Page): Promise<number> {
  const said = await page.evaluate(() => window.said);
  return said
    .map((text) => /^(.*?)(?: and (\d+) others?)? joined\.$/.exec(text))
    .reduce((sum, match) => {
      if (!match) return sum;
      return sum + (match[1] ?? '').split(', ').length + Number(match[2] ?? 0);
    }, 0);
}
