import { expect } from 'playwright/test';
import { allowBusiness, takeOverPressure } from './support/busyComputer.ts';
import { expectBack } from './support/expectBack.ts';
import { readFlowLog } from './support/flow/flowLog.ts';
import { longestGapMs } from './support/flow/gaps.ts';
import { annotate, limitMs, test } from './support/resilienceTest.ts';
import { encodedFrames } from './support/rtcStats.ts';
import { expectSettled, listenTo } from './support/sound.ts';
import { expectMovingPictures } from './support/watch.ts';

/** Each step down waits until it is sure. */
const PATIENCE = { timeout: 40_000 };
/** What passes for a sound that goes on. */
const GAP_GOAL_MS = 500;

test('[M11] a busy computer gives up pictures step by step, with the reason, and never the sound', async ({
  server,
  api,
  openContext,
  joinAsGuest,
}) => {
  test.setTimeout(240_000);
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const dan = await joinAsGuest(code, 'Dan');
  // Each of the two hears the other alone: one sound would hide what is missing of another.
  await dan.page.getByRole('button', { name: /^Mute/ }).click();
  const context = await openContext();
  await allowBusiness(context);
  const page = await context.newPage();
  const setBusy = await takeOverPressure(page);
  await page.goto(`${server.url}/m/${code}?name=Cleo&skipPrejoin=1`);
  for (const each of [ben.page, page]) await expectMovingPictures(each, 3);
  const layersBefore = await encodedFrames(page);
  expect(layersBefore.filter((frames) => frames > 0).length).toBeGreaterThan(1);
  for (const each of [ben.page, page]) await expectSettled(each);
  const from = Date.now();
  const heard = await Promise.all([ben.page, page].map(listenTo));

  await setBusy(true);
  // First the larger layers go, while the picture still moves.
  await expect(async () => {
    const before = await encodedFrames(page);
    await expectMovingPictures(ben.page, 3, 15);
    const now = await encodedFrames(page);
    const busy = now.map((frames, layer) => frames > (before[layer] ?? 0));
    expect(busy).toEqual([true, false, false]);
  }).toPass(PATIENCE);
  // Then the picture, with the reason on both sides.
  const seen = ben.page.getByRole('group', { name: /^Cleo/ });
  await expect(seen).toHaveAccessibleName(/video paused: their computer is busy/i, PATIENCE);
  const own = page.getByRole('group', { name: /^Cleo/ });
  await expect(own).toHaveAccessibleName(/your video is paused: this computer is busy/i);
  // Of the others, one is left.
  const others = page.getByRole('group', { name: /^(Ben|Dan)/ });
  const paused = others.and(page.getByLabel(/video paused: this computer is busy/i));
  await expect(paused).toHaveCount(1, PATIENCE);
  for (const each of heard) await each.expectUnbroken();
  // Concealment that has faded counts as silence, so a sound that is gone is looked for apart.
  const gapsMs = await Promise.all(
    [ben.page, page].map(async (each) => {
      const { sound } = await readFlowLog(each);
      return longestGapMs(sound, from, Date.now());
    }),
  );
  annotate('longest gap of sound', gapsMs);
  expect(Math.max(...gapsMs)).toBeLessThan(limitMs(GAP_GOAL_MS));

  await setBusy(false);
  await expectBack(ben.page, seen, 3);
  await expectBack(page, others, 3);
  await expect(own).not.toHaveAccessibleName(/paused/i);
});
