import { expect, signIn, test } from './support/meetingTest.ts';
import { expectOutline, expectReflow, expectTargets } from './support/outline.ts';

/** 320 CSS pixels: a window of 1280 at 400 %. */
const NARROWEST = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

test('pages have an outline, targets of 24 px, and lose nothing at 320 px', async ({
  server,
  api,
  openContext,
}) => {
  test.slow();
  const account = await api.register('Ana');
  const { code } = await api.createMeeting(account, { title: 'Weekly' });
  const page = await (await openContext()).newPage();
  const look = async (view: string) => {
    for (const size of [WIDE, NARROWEST]) {
      await page.setViewportSize(size);
      await expectOutline(page, `${view}, ${size.width}`);
      await expectTargets(page, `${view}, ${size.width}`);
      await expectReflow(page, `${view}, ${size.width}`);
    }
    await page.setViewportSize(WIDE);
  };
  for (const [path, title] of [
    ['/', 'Parley'],
    ['/signin', 'Sign in · Parley'],
    ['/register', 'Create your account · Parley'],
    [`/m/${code}`, 'Join Weekly'],
    ['/m/abc-defg-hjk', 'There is no such meeting'],
  ] as const) {
    await page.goto(server.url + path);
    await expect(page).toHaveTitle(title);
    await look(path);
  }
  await signIn(page, server.url, account);
  await page.getByText('Weekly').first().waitFor();
  await expect(page).toHaveTitle('Home · Parley');
  await look('home');
  await page.goto(`${server.url}/settings`);
  await expect(page).toHaveTitle('Settings · Parley');
  await look('settings');
  // The language of the page follows at once: else Chinese would be read with an English voice.
  const root = page.locator('html');
  await expect(root).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: /Language/ }).click();
  await page.getByRole('option', { name: '简体中文' }).click();
  await expect(root).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle('设置 · Parley');
});

test('a meeting has an outline, targets of 24 px, and loses nothing at 320 px', async ({
  api,
  joinAsGuest,
}) => {
  test.slow();
  const { code } = await api.createMeeting(await api.register('Ana'), { title: 'Weekly' });
  await joinAsGuest(code, 'Ben');
  const { page } = await joinAsGuest(code, 'Cleo');
  await page.getByRole('group', { name: /^Ben/ }).waitFor();
  await expect(page).toHaveTitle('Weekly · Meeting');
  // Where a panel comes to lie is measured, not its way there.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const size of [WIDE, NARROWEST]) {
    await page.setViewportSize(size);
    for (const key of [null, 'c', 'p'] as const) {
      await page.locator('main').focus();
      if (key !== null) await page.keyboard.press(key);
      if (key !== null) await page.getByRole('complementary').waitFor();
      const view = `meeting, ${size.width}, ${key ?? 'alone'}`;
      await expectOutline(page, view);
      await expectTargets(page, view);
      await expectReflow(page, view);
    }
    await page.keyboard.press('Escape');
  }
});

test('a person who wants no motion sees none', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.getByRole('button', { name: 'Mute' }).waitFor();
  await page.keyboard.press('p');
  await page.getByRole('complementary').waitFor();
  const longest = await page.evaluate(() => {
    const seconds = (value: string) => Math.max(...value.split(',').map(parseFloat));
    const times = [...document.querySelectorAll('*')].map((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return Math.max(seconds(transitionDuration), seconds(animationDuration) || 0);
    });
    return Math.max(...times);
  });
  expect(longest).toBeLessThan(0.001);
});

test('with the colours of the system, states are told apart and edges are seen', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  const bordersOf = (name: RegExp) =>
    page
      .getByRole('button', { name })
      .first()
      .evaluate((button) => getComputedStyle(button).borderTopStyle);
  for (const name of [/^Mute|^Unmute/, /^Raise hand/, /^Chat/, /^Leave/]) {
    expect.soft(await bordersOf(name), String(name)).toBe('solid');
  }
  const colourOf = (name: string) =>
    page
      .getByRole('button', { name })
      .evaluate((button) => getComputedStyle(button).borderTopColor);
  const before = await colourOf('Raise hand');
  await page.keyboard.press('h');
  await page.getByRole('button', { name: 'Lower hand' }).waitFor();
  expect(await colourOf('Lower hand')).not.toBe(before);
  const tile = page.getByRole('group', { name: /^Ben/ });
  expect(await tile.evaluate((each) => getComputedStyle(each).outlineStyle)).toBe('solid');
});
