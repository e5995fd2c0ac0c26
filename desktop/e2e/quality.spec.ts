import { expect } from 'playwright/test';
import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expectBack } from './support/expectBack.ts';
import { createTextPage, readText, shareText, type TextPage } from './support/legibility.ts';
import { seededRandom } from './support/network/index.ts';
import { test } from './support/pathTest.ts';
import { encodedFrames, expectAead } from './support/rtcStats.ts';
import { expectSettled, listenTo } from './support/sound.ts';
import {
  expectMovingPictures,
  framesOf,
  hearsSomething,
  watchedWidths,
  watchWidths,
} from './support/watch.ts';

const PHONE = { width: 390, height: 600 };
const DESK = { width: 1600, height: 1000 };
const PATIENCE = { timeout: 40_000 };

/**
 * A line that collapses to a tenth loses what is under way, sound among it, until either end has noticed: 1 to 2 s of it are
 * missing on a quiet machine, whether it is the sender's line or the receiver's.
 */
const COLLAPSE_LIMIT_MS = 3_000;

test.beforeEach(() => {
  // Line and layers take their time to be believed, and the same again on the way back.
  test.setTimeout(180_000);
});

test('[M12] a layer is encoded when somebody watches it, and not otherwise', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  /** Which layers of Ben's camera had frames encoded from one look to the next. */
  const busyLayers = async () => {
    const before = await encodedFrames(ben.page);
    await expectMovingPictures(ben.page, 1, 15);
    const now = await encodedFrames(ben.page);
    return now.map((frames, layer) => frames > (before[layer] ?? 0));
  };

  await cleo.page.setViewportSize(PHONE);
  await expectMovingPictures(cleo.page, 2);
  await expect.poll(busyLayers, PATIENCE).toEqual([true, true, false]);

  await cleo.page.setViewportSize(DESK);
  const asked = Date.now();
  const [, , before = 0] = await encodedFrames(ben.page);
  await expect
    .poll(async () => (await encodedFrames(ben.page))[2], { ...PATIENCE, intervals: [50] })
    .toBeGreaterThan(before);
  test.info().annotations.push({
    type: 'largest layer encoded after (ms)',
    description: String(Date.now() - asked),
  });
  await expectMovingPictures(cleo.page, 2);

  await cleo.page.getByRole('button', { name: /^Leave/ }).click();
  await expect.poll(busyLayers, PATIENCE).toEqual([false, false, false]);

  // What is negotiated for the screen turns the camera's layers on again: answers are of long ago.
  await ben.page.getByRole('button', { name: /^Share screen/ }).click();
  await expect.poll(async () => (await encodedFrames(ben.page)).length).toBe(5);
  const ofCamera = async () => (await busyLayers()).slice(0, 3);
  await expect.poll(ofCamera, PATIENCE).toEqual([false, false, false]);
});

test('[M11] on a thin line video is paused with the reason, sound goes on, and video comes back', async ({
  api,
  joinAsGuest,
  joinOverPath,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  await joinAsGuest(code, 'Ben');
  const cleo = await joinOverPath(code, 'Cleo');
  await expectMovingPictures(cleo.page, 2);
  await expect.poll(() => hearsSomething(cleo.page)).toBe(true);
  const tile = cleo.page.getByRole('group', { name: /^Ben/ });
  const [best = 0] = await watchWidths(tile.locator('video'));

  // A line that carries less has the picture smaller, and moving.
  cleo.path.down.set({ bitsPerSecond: 220_000, queueMs: 500 });
  const width = async () => (await watchedWidths(cleo.page)).at(-1);
  await expect.poll(width, PATIENCE).toBeLessThan(best);
  await expectMovingPictures(cleo.page, 2);

  const squeeze = await listenTo(cleo.page);
  cleo.path.down.set({ bitsPerSecond: 120_000, queueMs: 500 });
  await expect(tile).toHaveAccessibleName(/video paused: your connection is too slow/i, PATIENCE);
  await expect(tile.getByText('Video paused: your connection is too slow')).toBeVisible();
  await expectSettled(cleo.page);
  await squeeze.expectMissing(COLLAPSE_LIMIT_MS);
  const sound = await listenTo(cleo.page);
  await sound.expectUnbroken();
  await expectNoFindingsInBothLanguages(cleo.page, "somebody's video that is paused", (say) =>
    tile.getByText(say('meeting', 'held.connection')),
  );

  cleo.path.down.set({ bitsPerSecond: null });
  await expectBack(cleo.page, tile, 2);
});

test('[M11] a camera that its own line cannot carry says so on both sides, and comes back', async ({
  api,
  joinAsGuest,
  joinOverPath,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinOverPath(code, 'Cleo');
  await expectMovingPictures(ben.page, 2);
  await expect.poll(() => hearsSomething(ben.page)).toBe(true);
  const squeeze = await listenTo(ben.page);

  cleo.path.up.set({ bitsPerSecond: 90_000, queueMs: 500 });
  const seen = ben.page.getByRole('group', { name: /^Cleo/ });
  await expect(seen).toHaveAccessibleName(/video paused: their connection is slow/i, PATIENCE);
  const own = cleo.page.getByRole('group', { name: /^Cleo/ });
  await expect(own).toHaveAccessibleName(/your video is paused/i);
  await expectSettled(ben.page);
  await squeeze.expectMissing(COLLAPSE_LIMIT_MS);
  const sound = await listenTo(ben.page);
  await sound.expectUnbroken();
  await expectNoFindingsInBothLanguages(cleo.page, "one's own video that is paused", (say) =>
    own.getByText(say('meeting', 'ownHeld.connection')),
  );

  cleo.path.up.set({ bitsPerSecond: null });
  await expectBack(ben.page, seen, 2);
});

test('[M11] a screen that its own line cannot carry is paused as well, and sound goes on', async ({
  api,
  joinAsGuest,
  openPageOnPath,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await openPageOnPath();
  await shareText(cleo.page.context(), createTextPage(seededRandom(7)));
  await cleo.page.goto(`${cleo.path.url}/m/${code}?name=Cleo&skipPrejoin=1`);
  await cleo.page.getByRole('button', { name: /^Share screen/ }).click();
  const seen = ben.page.getByRole('group', { name: /^Cleo.s screen/ });
  await expect.poll(() => framesOf(seen.locator('video'))).toBeGreaterThan(2);
  await expect.poll(() => hearsSomething(ben.page)).toBe(true);
  const squeeze = await listenTo(ben.page);

  cleo.path.up.set({ bitsPerSecond: 90_000, queueMs: 500 });
  await expect(seen).toHaveAccessibleName(/video paused: their connection is slow/i, PATIENCE);
  const own = cleo.page.getByRole('group', { name: /^Your screen/ });
  await expect(own.getByText(/^Your video is paused: your connection/)).toBeVisible();
  await expectSettled(ben.page);
  // Camera and screen are given up one after the other.
  await squeeze.expectMissing(2 * COLLAPSE_LIMIT_MS);

  cleo.path.up.set({ bitsPerSecond: null });
  await expectBack(ben.page, ben.page.getByRole('group', { name: /^Cleo/ }), 2);
});

test('[M11] a screen that moves says so where not even its smaller layer fits, and costs no sound', async ({
  api,
  server,
  openContext,
  joinOverPath,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const context = await openContext();
  await shareText(context, createTextPage(seededRandom(7)), 30);
  const page = await context.newPage();
  await page.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
  const cleo = await joinOverPath(code, 'Cleo');
  await cleo.page.setViewportSize(DESK);
  await expectMovingPictures(cleo.page, 2);
  await page.getByRole('button', { name: /^Share screen/ }).click();
  const screen = cleo.page.getByRole('group', { name: /Ben.s screen/ });
  await expect.poll(() => framesOf(screen.locator('video'))).toBeGreaterThan(10);

  cleo.path.down.set({ bitsPerSecond: 200_000, queueMs: 500 });
  await expect(screen).toHaveAccessibleName(/video paused: your connection is too slow/i, PATIENCE);
  await expectSettled(cleo.page);
  const sound = await listenTo(cleo.page);
  await sound.expectUnbroken();

  cleo.path.down.set({ bitsPerSecond: null });
  await expectBack(cleo.page, cleo.page.getByRole('group', { name: /Ben/ }), 2);
  const shown = await framesOf(screen.locator('video'));
  // As above: it may have come with a try of the thin line, and rest.
  await expect
    .poll(() => framesOf(screen.locator('video')), { timeout: 90_000 })
    .toBeGreaterThan(shown + 10);
});

test('[M9] a line that loses 10 % is graded, and seen so by the others', async ({
  api,
  joinAsGuest,
  joinOverPath,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinOverPath(code, 'Cleo');
  await expectMovingPictures(ben.page, 2);
  cleo.path.up.set({ loss: 0.1 });
  cleo.path.down.set({ loss: 0.1 });
  const grade = ben.page.getByText(/^Connection of Cleo: (fair|poor)$/);
  await expect(grade).toHaveCount(1, PATIENCE);
  await expect.poll(() => hearsSomething(ben.page)).toBe(true);
});

test('[M13] SRTP is AEAD both ways', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  await expectMovingPictures(ben.page, 2);
  for (const { page } of [ben, cleo]) await expectAead(page);
});

test.describe('small text on a shared screen', () => {
  const text: TextPage = createTextPage(seededRandom(7));
  /** Every letter is told from those that look like it, and looks as it was drawn. */
  const LEGIBLE = { recognised: 0.99, likeness: 0.9 };

  for (const line of [null, 500_000]) {
    test(`is legible ${line ? `at ${line / 1000} kb/s` : 'on a good line'}`, async ({
      api,
      server,
      openContext,
      joinOverPath,
    }) => {
      const { code } = await api.createMeeting(await api.register('Ana'));
      const context = await openContext();
      await shareText(context, text);
      const page = await context.newPage();
      await page.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
      const cleo = await joinOverPath(code, 'Cleo');
      await cleo.page.setViewportSize(DESK);
      await expectMovingPictures(cleo.page, 2);
      cleo.path.down.set({ bitsPerSecond: line, queueMs: 500 });
      await page.getByRole('button', { name: /^Share screen/ }).click();
      const video = cleo.page.getByRole('group', { name: /Ben.s screen/ }).locator('video');
      const readings: string[] = [];
      await expect
        .poll(async () => {
          const { recognised, likeness } = await readText(video, text);
          readings.push(`${recognised.toFixed(3)} ${likeness.toFixed(3)}`);
          return recognised >= LEGIBLE.recognised && likeness >= LEGIBLE.likeness;
        }, PATIENCE)
        .toBe(true);
      // It stays so.
      for (let look = 0; look < 3; look += 1) {
        const { recognised, likeness } = await readText(video, text);
        expect(recognised).toBeGreaterThanOrEqual(LEGIBLE.recognised);
        expect(likeness).toBeGreaterThanOrEqual(LEGIBLE.likeness);
      }
      // What decides must be able to fail.
      const blurred = await readText(video, text, 1);
      test
        .info()
        .annotations.push(
          { type: 'read', description: readings.join('; ') },
          { type: 'read blurred', description: JSON.stringify(blurred) },
        );
      expect(blurred.likeness).toBeLessThan(LEGIBLE.likeness);
      expect(blurred.recognised).toBeLessThan(LEGIBLE.recognised);
    });
  }
});
