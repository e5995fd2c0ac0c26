import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright/test';
import { freezeProcesses } from '../../server/integration/database/freezeProcesses.ts';
import { postmasterPid } from '../../server/integration/embedded/postgresProcess.ts';
import { readFlowLog } from './support/flow/flowLog.ts';
import { longestGapMs } from './support/flow/gaps.ts';
import { annotate, expect, limitMs, test } from './support/resilienceTest.ts';
import {
  decodedFrames,
  expectMovingPictures,
  heardStreams,
  largestFreezeMs,
  watchFreezes,
} from './support/watch.ts';

const AWAY_MS = 30_000;
/** What passes for a picture and a sound that go on. */
const GAP_GOAL_MS = 500;

async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

const tileOf = (page: Page, name: string) =>
  page.getByRole('group', { name: new RegExp(`^${name}`) });
const said = (page: Page, text: string) =>
  page.getByRole('log', { name: 'Messages' }).getByText(text, { exact: true });

test('@resilience [S8] PostgreSQL stands still for 30 s, and the meeting does not notice', async ({
  server,
  api,
  joinAsMember,
  joinAsGuest,
}) => {
  test.setTimeout(240_000);
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = await joinAsMember(code, host);
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  const pages = [ana.page, ben.page, cleo.page];
  for (const page of pages) {
    await expectMovingPictures(page, 3);
    await expect.poll(() => heardStreams(page)).toBeGreaterThanOrEqual(2);
    await page.getByRole('button', { name: /^Chat/ }).click();
  }
  await say(ana.page, 'Acknowledged before');
  await expect(said(cleo.page, 'Acknowledged before')).toBeVisible();
  const seats = Object.keys(await decodedFrames(ana.page)).sort();
  for (const page of pages) await watchFreezes(page);

  const thaw = await freezeProcesses((await postmasterPid(server.dataDir)) ?? 0);
  const frozenAt = Date.now();
  try {
    const isLongEnough = delay(AWAY_MS);

    // Chat says that it waits.
    await say(cleo.page, 'Written meanwhile');
    await expect(cleo.page.getByText(/^Not sent yet/)).toBeVisible();
    await expect(said(ben.page, 'Written meanwhile')).toHaveCount(0);
    // Hands go up and come down.
    await ben.page.getByRole('button', { name: /^Raise hand/ }).click();
    await expect(tileOf(ana.page, 'Ben')).toHaveAccessibleName(/hand raised/i);
    await cleo.page.getByRole('button', { name: /^Raise hand/ }).click();
    await expect(tileOf(ana.page, 'Cleo')).toHaveAccessibleName(/hand raised/i);
    await cleo.page.getByRole('button', { name: /^Lower hand/ }).click();
    await expect(tileOf(ana.page, 'Cleo')).not.toHaveAccessibleName(/hand raised/i);
    // Mute works, and sound goes on.
    await cleo.page.getByRole('button', { name: /^Mute/ }).click();
    await expect(tileOf(ben.page, 'Cleo')).toHaveAccessibleName(/microphone off/i);
    await cleo.page.getByRole('button', { name: /^Unmute/ }).click();
    await expect(tileOf(ben.page, 'Cleo')).not.toHaveAccessibleName(/microphone off/i);
    // What has to be stored before it counts is refused, and said to be.
    await ana.page.getByRole('button', { name: /^People/ }).click();
    await ana.page.getByRole('switch', { name: 'Locked' }).press('Space');
    await expect(ana.page.getByText(/cannot do this right now/).first()).toBeVisible();

    await isLongEnough;
    const freezesMs = await Promise.all(pages.map((page) => largestFreezeMs(page)));
    annotate('longest freeze', freezesMs);
    const gapsMs = await Promise.all(
      pages.map(async (page) => {
        const { sound } = await readFlowLog(page);
        return longestGapMs(sound, frozenAt, Date.now());
      }),
    );
    annotate('longest gap of sound', gapsMs);
    expect(Math.max(...freezesMs, ...gapsMs)).toBeLessThan(limitMs(GAP_GOAL_MS));
  } finally {
    thaw();
  }

  // By itself, and once.
  for (const page of [ben.page, cleo.page]) {
    await expect(said(page, 'Written meanwhile')).toHaveCount(1);
  }
  await expect(cleo.page.getByText(/^Not sent/)).toHaveCount(0);
  // All that was acknowledged is there for whoever comes now, and everything works as before.
  const dan = await joinAsGuest(code, 'Dan');
  await dan.page.getByRole('button', { name: /^Chat/ }).click();
  await expect(said(dan.page, 'Acknowledged before')).toBeVisible();
  await expect(said(dan.page, 'Written meanwhile')).toHaveCount(1);
  await expect(tileOf(dan.page, 'Ben')).toHaveAccessibleName(/hand raised/i);
  await ana.page.getByRole('switch', { name: 'Locked' }).press('Space');
  await expect(ana.page.getByRole('switch', { name: 'Locked' })).toBeChecked();
  await expectMovingPictures(ana.page, 4);
  expect(Object.keys(await decodedFrames(ana.page))).toEqual(expect.arrayContaining(seats));
});
