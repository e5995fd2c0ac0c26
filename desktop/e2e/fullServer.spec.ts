import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expect, test as base } from './support/meetingTest.ts';
import { ParleyServer } from './support/ParleyServer.ts';
import { expectMovingPictures } from './support/watch.ts';

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
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}?name=Eve&skipPrejoin=1`);
  await expect(page.getByRole('heading', { name: 'The server is full' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Try again/ })).toBeVisible();
  await expectNoFindingsInBothLanguages(page, 'a full server', (say) =>
    page.getByRole('heading', { name: say('lobby', 'serverFull.title') }),
  );
  await expectMovingPictures(cleo.page, 2);
  await ben.page.getByRole('button', { name: /^Leave/ }).click();
  // The page asks again by itself; whoever waited there decides when to go in.
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Leave/ })).toBeVisible();
});
