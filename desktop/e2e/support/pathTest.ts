import { ClientPath, freeMediaPort, steerMedia } from './network/index.ts';
import { type Person, test as base } from './meetingTest.ts';

export interface PersonOnPath extends Person {
  path: ClientPath;
}

interface Fixtures {
  /** A way to the server that only its user is on. */
  openPath: () => Promise<ClientPath>;
  /** As `joinAsGuest`, over a path of one's own. */
  joinOverPath: (code: string, name: string, query?: string) => Promise<PersonOnPath>;
}

/** Tests in which the network misbehaves. */
export const test = base.extend<Fixtures, { mediaPort: number }>({
  mediaPort: [
    // Playwright wants the object pattern even where nothing is taken from it.
    async ({}, use) => {
      await use(await freeMediaPort());
    },
    { scope: 'worker' },
  ],
  // A path knows its server's media ports; one worker has one, also after a restart of the server.
  serverEnv: [
    async ({ mediaPort }, use) => {
      await use({ PARLEY_MEDIA_PORT: String(mediaPort), PARLEY_MEDIA_WORKERS: '1' });
    },
    { scope: 'worker' },
  ],
  openPath: async ({ server, mediaPort }, use) => {
    const paths: ClientPath[] = [];
    await use(async () => {
      const path = await ClientPath.open({ serverUrl: server.url, mediaPorts: [mediaPort] });
      paths.push(path);
      return path;
    });
    for (const path of paths) path.close();
  },
  joinOverPath: async ({ openPath, openContext }, use) => {
    await use(async (code, name, query = '') => {
      const path = await openPath();
      const context = await openContext();
      await steerMedia(context, path);
      const page = await context.newPage();
      await page.goto(
        `${path.url}/m/${code}?name=${encodeURIComponent(name)}&skipPrejoin=1${query}`,
      );
      await page.getByRole('button', { name: /^Leave/ }).waitFor();
      return { page, name, path };
    });
  },
});

export { expect } from 'playwright/test';
