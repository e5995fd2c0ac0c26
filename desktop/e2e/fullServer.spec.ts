import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { readFlowLog } from './support/flow/flowLog.ts';
import { longestGapMs } from './support/flow/gaps.ts';
import { ParleyServer } from './support/ParleyServer.ts';
import { annotate, expect, limitMs, test as base } from './support/resilienceTest.ts';
import { expectMovingPictures } from './support/watch.ts';

/** What passes for a picture and a sound that go on. */
const GAP_GOAL_MS = 500;
/** Who come to a server that is full, one after the other. */
const REFUSED = 40;

/** A server with two places. */
const test = base.extend<object, { server: ParleyServer }>({
  server: [
    // Playwright wants the object pattern even where nothing is taken from it.
    async ({}, use) => {
      const server = await ParleyServer.start({ PARLEY_MAX_PARTICIPANTS: '2' });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

test('@resilience [J8] a full server says so at the door, and opens it when somebody has left', async ({
  server,
  api,
  openContext,
  joinAsGuest,
  sitDown,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  for (const { page } of [ben, cleo]) {
    await expectMovingPictures(page, 2);
    await expect.poll(async () => (await readFlowLog(page)).sound.length).toBeGreaterThan(5);
  }
  const from = Date.now();
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}?name=Eve&skipPrejoin=1`);
  await expect(page.getByRole('heading', { name: 'The server is full' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Try again/ })).toBeVisible();
  await expectNoFindingsInBothLanguages(page, 'a full server', (say) =>
    page.getByRole('heading', { name: say('lobby', 'serverFull.title') }),
  );
  for (let count = 0; count < REFUSED; count += 1) {
    await expect(sitDown({ code, displayName: 'Eve' })).rejects.toMatchObject({
      code: 'server_full',
    });
  }
  // Nobody who is in the meeting notices any of it.
  const gapsMs = await Promise.all(
    [ben, cleo].map(async ({ page }) => {
      const { video, sound } = await readFlowLog(page);
      const until = Date.now();
      return [...Object.values(video), sound].map((times) => longestGapMs(times, from, until));
    }),
  );
  annotate('longest gap of picture and of sound beside refusals', gapsMs.flat());
  expect(Math.max(...gapsMs.flat())).toBeLessThan(limitMs(GAP_GOAL_MS));
  await ben.page.getByRole('button', { name: /^Leave/ }).click();
  // The page asks again by itself; whoever waited there decides when to go in.
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Leave/ })).toBeVisible();
});
