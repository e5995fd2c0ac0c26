import { expect, test } from './support/meetingTest.ts';
import { expectMovingPictures, largestFreezeMs, watchFreezes } from './support/watch.ts';

test('pictures move again within 3 s of a media worker being killed', async ({
  server,
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const people = [
    await joinAsGuest(code, 'Ben'),
    await joinAsGuest(code, 'Cleo'),
    await joinAsGuest(code, 'Dan'),
  ];
  for (const { page } of people) await expectMovingPictures(page, 3);

  const killed = await server.workerPids();
  expect(killed.length).toBeGreaterThan(0);
  for (const { page } of people) await watchFreezes(page);
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  await expect
    .poll(
      async () => {
        const pids = await server.workerPids();
        return pids.length > 0 && pids.every((pid) => !killed.includes(pid));
      },
      { intervals: [20] },
    )
    .toBe(true);

  // More frames than any jitter buffer of the dead connection still held.
  await Promise.all(people.map(({ page }) => expectMovingPictures(page, 3, 10)));
  const freezesMs = await Promise.all(people.map(({ page }) => largestFreezeMs(page)));
  test.info().annotations.push({
    type: 'longest freeze (ms)',
    description: freezesMs.map(Math.round).join(', '),
  });
  expect(Math.max(...freezesMs)).toBeLessThan(3_000);
});

test('a server that crashes and restarts finds everybody again, lock and hands as they were', async ({
  server,
  api,
  joinAsMember,
  joinAsGuest,
}) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = await joinAsMember(code, host);
  const ben = await joinAsGuest(code, 'Ben');
  await ben.page.getByRole('button', { name: /^Raise hand/ }).click();
  await expect(ana.page.getByRole('group', { name: /^Ben/ })).toHaveAccessibleName(/hand raised/i);
  await expectMovingPictures(ana.page, 2);
  await server.crashAndRestart();
  await expectMovingPictures(ana.page, 2);
  await expectMovingPictures(ben.page, 2);
  await expect(ana.page.getByRole('group', { name: /^Ben/ })).toHaveAccessibleName(/hand raised/i);
  await expect(ana.page.getByRole('button', { name: /^Leave/ })).toBeVisible();
});
