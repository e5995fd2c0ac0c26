import type { Page } from 'playwright/test';
import { expect, test, type Person } from './support/meetingTest.ts';
import { isStrict, listRequests } from './support/resilienceTest.ts';
import { expectAead } from './support/rtcStats.ts';
import {
  expectMovingPictures,
  heardStreams,
  hearsSomething,
  largestFreezeMs,
  watchFreezes,
} from './support/watch.ts';

/** The goal for signalling, from the moment in which the port answers. */
const BACK_WITHIN_MS = 3_000;
/**
 * The server that starts takes its share of the processor from browsers that draw and encode. That not a packet is lost
 * is counted in server/integration, and below that nobody's media were opened anew.
 */
const shareOf = (undisturbedMs: number): number => {
  const share = 2 * undisturbedMs + 400;
  return isStrict ? share : Math.max(3 * share, 3_000);
};

test.use({ hasMediaNode: true });

/** ICE user name fragments: another one, or one more, would be a path that was not left alone. */
function pathsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    return peerConnections.map(
      ({ localDescription }) => /a=ice-ufrag:(\S+)/.exec(localDescription?.sdp ?? '')?.[1] ?? '',
    );
  });
}

async function largestFreezesMs(people: readonly Person[]): Promise<number[]> {
  return Promise.all(people.map(({ page }) => largestFreezeMs(page)));
}

test('[S4] a server that is killed beside its media node interrupts no picture and no sound', async ({
  server,
  api,
  joinAsMember,
  joinAsGuest,
}) => {
  test.setTimeout(120_000);
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = await joinAsMember(code, host);
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  const people = [ana, ben, cleo];
  for (const { page } of people) {
    await expectMovingPictures(page, 3);
    await expect.poll(() => heardStreams(page)).toBe(2);
    await expectAead(page);
  }

  // An undisturbed spell first: what freezes there is the machine's.
  for (const { page } of people) await watchFreezes(page);
  // Two and a half seconds each: about what the server is away for.
  await Promise.all(people.map(({ page }) => hearsSomething(page)));
  await Promise.all(people.map(({ page }) => hearsSomething(page)));
  await Promise.all(people.map(({ page }) => expectMovingPictures(page, 3)));
  const before = await largestFreezesMs(people);
  const paths = await Promise.all(people.map(({ page }) => pathsOf(page)));
  const requests = people.map(({ page }) => listRequests(page));

  for (const { page } of people) await watchFreezes(page);
  const heard = Promise.all(people.map(({ page }) => hearsSomething(page)));
  await server.crashAndRestart();
  const answersAt = performance.now();
  // Views are told again with the answer to a resume: from then on the server can be asked anything.
  for (const names of requests) {
    await expect.poll(() => names, { intervals: [20] }).toContain('media:setViews');
  }
  const backAfterMs = performance.now() - answersAt;
  await ben.page.getByRole('button', { name: /^Raise hand/ }).click();
  await expect(ana.page.getByRole('group', { name: /^Ben/ })).toHaveAccessibleName(/hand raised/i);
  expect(await heard).toEqual([true, true, true]);
  expect(await Promise.all(people.map(({ page }) => hearsSomething(page)))).toEqual([
    true,
    true,
    true,
  ]);
  await Promise.all(people.map(({ page }) => expectMovingPictures(page, 3, 10)));
  const after = await largestFreezesMs(people);
  test.info().annotations.push(
    { type: 'longest freeze before (ms)', description: before.map(Math.round).join(', ') },
    {
      type: 'longest freeze around the kill (ms)',
      description: after.map(Math.round).join(', '),
    },
    { type: 'signalling back (ms)', description: String(Math.round(backAfterMs)) },
  );
  expect(backAfterMs).toBeLessThan(BACK_WITHIN_MS);
  expect(Math.max(...after)).toBeLessThan(shareOf(Math.max(...before)));

  // The same sessions over the same paths: nobody joined again, nobody opened media again.
  for (const [index, { page }] of people.entries()) {
    expect(requests[index]).toContain('meeting:resume');
    expect(requests[index]).not.toContain('meeting:join');
    expect(requests[index]).not.toContain('media:open');
    expect(await pathsOf(page)).toEqual(paths[index]);
  }
  // A lock is the host's to set, and everybody sees what is written.
  await ana.page.getByRole('button', { name: /^Chat/ }).click();
  await ana.page.getByRole('textbox', { name: /message/i }).fill('Still here');
  await ana.page.keyboard.press('Enter');
  await ben.page.getByRole('button', { name: /^Chat/ }).click();
  await expect(ben.page.getByText('Still here', { exact: true })).toBeVisible();
});
