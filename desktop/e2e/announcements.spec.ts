import type { BrowserContext, Page } from 'playwright/test';
import { countOf, expectSaid, listen } from './support/announced.ts';
import { expect, signIn, test } from './support/meetingTest.ts';
import { SocketSwitch } from './support/SocketSwitch.ts';

const CROWD = ['Bea', 'Cal', 'Dan', 'Eli', 'Fay', 'Gus', 'Hal', 'Ivy', 'Jo', 'Kim'];

test('what others do is said once: join, hand, chat, share, mute, leave', async ({
  api,
  joinAsMember,
  joinAsGuest,
}) => {
  test.slow();
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = (await joinAsMember(code, host)).page;
  await listen(ana);
  const ben = (await joinAsGuest(code, 'Ben')).page;
  await listen(ben);
  await expectSaid(ana, 'Ben joined.');

  await ben.keyboard.press('h');
  await expectSaid(ana, 'Ben raised a hand.');
  await ben.keyboard.press('c');
  await ben.getByRole('textbox', { name: 'Message' }).fill('Good morning');
  await ben.keyboard.press('Enter');
  await expectSaid(ana, 'Ben: Good morning');
  await ana.keyboard.press('c');
  await ana.getByRole('textbox', { name: 'Message' }).waitFor();
  await ben.getByRole('textbox', { name: 'Message' }).fill('Shall we begin?');
  await ben.keyboard.press('Enter');
  await expectSaid(ana, 'Ben: Shall we begin?');
  // What was there before the panel opened is not read again, nor is what one writes oneself.
  expect(await countOf(ana, 'Good morning')).toBe(1);
  await ana.getByRole('textbox', { name: 'Message' }).fill('At once');
  await ana.keyboard.press('Enter');
  await expectSaid(ben, 'Ana: At once');
  expect(await countOf(ana, 'At once')).toBe(0);

  await ben.getByRole('button', { name: /^Share screen/ }).press('Enter');
  await expectSaid(ana, 'Ben shares the screen.');
  await ana.getByRole('button', { name: /^People/ }).press('Enter');
  await ana
    .getByRole('listitem')
    .filter({ hasText: 'Ben' })
    .getByRole('button', { name: 'Actions for Ben' })
    .press('Enter');
  await ana.getByRole('menuitem', { name: 'Mute', exact: true }).press('Enter');
  await expectSaid(ben, 'Ana muted you.');
  await ben.getByRole('button', { name: /^Leave/ }).press('Enter');
  await expectSaid(ana, 'Ben left.');
});

test('what a key switches is said as it stands now', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  await page.getByRole('button', { name: /^Mute/ }).waitFor();
  await page.getByRole('button', { name: 'Turn camera off' }).waitFor();
  await listen(page);
  const steps = [
    ['m', 'Microphone off'],
    ['Control+d', 'Microphone on'],
    ['v', 'Camera off'],
    ['Control+e', 'Camera on'],
    ['h', 'Hand raised'],
    ['h', 'Hand lowered'],
    ['g', 'Speaker view is on'],
    ['g', 'Grid view is on'],
    ['s', 'You share your screen'],
    ['s', 'You stopped sharing'],
  ] as const;
  for (const [key, words] of steps) {
    await page.keyboard.press(key);
    await expectSaid(page, words);
  }
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
