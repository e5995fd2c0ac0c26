import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expect, test as base } from './support/meetingTest.ts';
import { ParleyServer } from './support/ParleyServer.ts';
import { expectMovingPictures } from './support/watch.ts';

/** A server that gives meetings ten minutes before it stops. */
const test = base.extend<object, { server: ParleyServer }>({
  server: [
    // Playwright wants the object pattern even where nothing is taken from it.
    async ({}, use) => {
      const server = await ParleyServer.start({ PARLEY_DRAIN_SECONDS: '600' });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

test('@resilience [S7] a server that is about to stop tells those inside, and begins no other meeting', async ({
  server,
  api,
  openContext,
  joinAsGuest,
}) => {
  const host = await api.register('Fay');
  const { code } = await api.createMeeting(host);
  const other = await api.createMeeting(host);
  const ben = await joinAsGuest(code, 'Ben');
  process.kill(server.pid, 'SIGTERM');
  await expect(ben.page.getByText(/^The server restarts after this meeting/)).toBeVisible();
  await expectNoFindingsInBothLanguages(ben.page, 'a server that is about to stop', (say) =>
    ben.page.getByText(say('meeting', 'serverCloses')),
  );
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${other.code}?name=Eve&skipPrejoin=1`);
  await expect(page.getByRole('heading', { name: 'The server is about to restart' })).toBeVisible();
  await expectNoFindingsInBothLanguages(page, 'the door of a server about to stop', (say) =>
    page.getByRole('heading', { name: say('lobby', 'serverClosing.title') }),
  );
  const cleo = await joinAsGuest(code, 'Cleo');
  const told = cleo.page.getByText(/^The server restarts after this meeting/);
  await expect(told).toBeVisible();
  await expectMovingPictures(cleo.page, 2);
  await cleo.page.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(told).toHaveCount(0);
});
