import type { Page } from 'playwright/test';
import { expect, test } from './support/meetingTest.ts';
import {
  decodedFrames,
  expectMovingPictures,
  hearsSomething,
  heardStreams,
} from './support/watch.ts';

test('three people see and hear each other', async ({ api, joinAsGuest, joinAsMember }) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const people = [
    await joinAsMember(code, host),
    await joinAsGuest(code, 'Ben'),
    await joinAsGuest(code, 'Cleo'),
  ];
  for (const { page } of people) {
    await expectMovingPictures(page, 3);
    await expect.poll(() => heardStreams(page)).toBeGreaterThanOrEqual(2);
  }
});

test('mute is seen by the others, and silences', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  const tile = ben.page.getByRole('group', { name: /^Cleo/ });
  await expect(tile).not.toHaveAccessibleName(/microphone off/i);
  await expect.poll(() => hearsSomething(ben.page)).toBe(true);
  await cleo.page.getByRole('button', { name: /^Mute/ }).click();
  await expect(tile).toHaveAccessibleName(/microphone off/i);
  await expect.poll(() => hearsSomething(ben.page)).toBe(false);
  await cleo.page.getByRole('button', { name: /^Unmute/ }).click();
  await expect(tile).not.toHaveAccessibleName(/microphone off/i);
  await expect.poll(() => hearsSomething(ben.page)).toBe(true);
});

test('a camera that is turned off is seen as off, and comes back', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  await expectMovingPictures(ben.page, 2);
  await cleo.page.getByRole('button', { name: /^Turn camera off/ }).click();
  const picture = ben.page.getByRole('group', { name: /^Cleo/ }).locator('video');
  await expect(picture).toBeHidden();
  await cleo.page.getByRole('button', { name: /^Turn camera on/ }).click();
  await expect(picture).toBeVisible();
  await expectMovingPictures(ben.page, 2);
});

const messagesOf = (page: Page) => page.getByRole('log', { name: 'Messages' });

test('chat goes both ways and is there for whoever comes later', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  for (const { page } of [ben, cleo]) await page.getByRole('button', { name: /^Chat/ }).click();
  await ben.page.getByRole('textbox', { name: 'Message' }).fill('Good morning');
  await ben.page.keyboard.press('Enter');
  await expect(messagesOf(cleo.page).getByText('Good morning')).toBeVisible();
  await cleo.page.getByRole('textbox', { name: 'Message' }).fill('Hello Ben');
  await cleo.page.keyboard.press('Enter');
  await expect(messagesOf(ben.page).getByText('Hello Ben')).toBeVisible();
  const dan = await joinAsGuest(code, 'Dan');
  await dan.page.getByRole('button', { name: /^Chat/ }).click();
  await expect(messagesOf(dan.page).getByText('Good morning')).toBeVisible();
});

test('a shared screen takes the stage of the others, until it is stopped', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  await ben.page.getByRole('button', { name: /^Share screen/ }).click();
  const shared = cleo.page.getByRole('group', { name: /Ben.s screen/ }).locator('video');
  await expect(shared).toBeVisible();
  await expect
    .poll(() => shared.evaluate((video: HTMLVideoElement) => video.videoWidth))
    .toBeGreaterThan(300);
  const framesOf = (video: HTMLVideoElement) => video.getVideoPlaybackQuality().totalVideoFrames;
  const framesBefore = await shared.evaluate(framesOf);
  await expect.poll(() => shared.evaluate(framesOf)).toBeGreaterThan(framesBefore);
  await ben.page
    .getByRole('button', { name: /^Stop sharing/ })
    .first()
    .click();
  await expect(shared).toHaveCount(0);
});

test('a hand and a reaction reach the others', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  await ben.page.getByRole('button', { name: /^Raise hand/ }).click();
  await expect(cleo.page.getByRole('group', { name: /^Ben/ })).toHaveAccessibleName(/hand raised/i);
  await ben.page.getByRole('button', { name: 'Reactions' }).click();
  await ben.page.getByRole('button', { name: /celebrat|party|hooray|tada/i }).click();
  await expect(cleo.page.getByText('🎉').first()).toBeVisible();
});

test('a reload in mid-meeting keeps the seat, and nobody is seen twice', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  await expectMovingPictures(ben.page, 2);
  const before = Object.keys(await decodedFrames(ben.page)).sort();
  await cleo.page.reload();
  await cleo.page.getByRole('button', { name: /^Leave/ }).waitFor();
  await expectMovingPictures(cleo.page, 2);
  await expectMovingPictures(ben.page, 2);
  expect(Object.keys(await decodedFrames(ben.page)).sort()).toEqual(before);
});
