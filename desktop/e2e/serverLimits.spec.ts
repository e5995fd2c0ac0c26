import { expect, test as base } from './support/meetingTest.ts';
import { ParleyServer } from './support/ParleyServer.ts';

/** A server with three places, which gives meetings ten minutes before it stops. */
const test = base.extend<object, { server: ParleyServer }>({
  server: [
    // Playwright wants the object pattern even where nothing is taken from it.
    async ({}, use) => {
      const server = await ParleyServer.start({
        PARLEY_MAX_PARTICIPANTS: '3',
        PARLEY_DRAIN_SECONDS: '600',
      });
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

test('[J8] a full server says so at the door, and opens it when somebody has left', async ({
  server,
  api,
  openContext,
  joinAsGuest,
}) => {
  // Three people, and one who waits for a place.
  test.slow();
  const { code } = await api.createMeeting(await api.register('Ana'));
  const people = [];
  for (const name of ['Ben', 'Cleo', 'Dan']) people.push(await joinAsGuest(code, name));
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}?name=Eve&skipPrejoin=1`);
  await expect(page.getByRole('heading', { name: 'The server is full' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Try again/ })).toBeVisible();
  for (const person of people) {
    await expect(person.page.getByRole('button', { name: /^Leave/ })).toBeVisible();
  }
  await people[0]?.page.getByRole('button', { name: /^Leave/ }).click();
  // The page asks again by itself; whoever waited there decides when to go in.
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Leave/ })).toBeVisible();
});

test('[S7] a server that is about to stop tells those inside, and begins no other meeting', async ({
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
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${other.code}?name=Eve&skipPrejoin=1`);
  await expect(page.getByRole('heading', { name: 'The server is about to restart' })).toBeVisible();
  const cleo = await joinAsGuest(code, 'Cleo');
  const told = cleo.page.getByText(/^The server restarts after this meeting/);
  await expect(told).toBeVisible();
  await cleo.page.getByRole('button', { name: 'Dismiss' }).first().click();
  await expect(told).toHaveCount(0);
});
