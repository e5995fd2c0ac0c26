import type { Page } from 'playwright/test';
import { freePort } from '../../../shared/net/freePort.ts';
import type { Account } from './createApi.ts';
import { type Person, signIn, test as base } from './meetingTest.ts';
import { ClientPath, steerMedia } from './network/index.ts';

export interface PersonOnPath extends Person {
  path: ClientPath;
}

interface Fixtures {
  /** A way to the server that only its user is on. */
  openPath: () => Promise<ClientPath>;
  /** A page that reaches the server over a path of its own. */
  openPageOnPath: () => Promise<{ page: Page; path: ClientPath }>;
  /** As `joinAsGuest` or `joinAsMember`, over a path of one's own. */
  joinOverPath: (code: string, who: string | Account) => Promise<PersonOnPath>;
}

/** Tests in which the network misbehaves. */
export const test = base.extend<Fixtures, { mediaPort: number }>({
  mediaPort: [
    // Playwright wants the object pattern even where nothing is taken from it.
    async ({}, use) => {
      await use(await freePort('0.0.0.0'));
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
  openPageOnPath: async ({ openPath, openContext }, use) => {
    await use(async () => {
      const path = await openPath();
      const context = await openContext();
      await steerMedia(context, path);
      return { page: await context.newPage(), path };
    });
  },
  joinOverPath: async ({ openPageOnPath }, use) => {
    await use(async (code, who) => {
      const { page, path } = await openPageOnPath();
      const name = typeof who === 'string' ? who : who.user.displayName;
      if (typeof who === 'string') {
        await page.goto(`${path.url}/m/${code}?name=${encodeURIComponent(name)}&skipPrejoin=1`);
      } else {
        await signIn(page, path.url, who);
        await page.goto(`${path.url}/m/${code}`);
        await page.getByRole('button', { name: 'Join', exact: true }).click();
      }
      await page.getByRole('button', { name: /^Leave/ }).waitFor();
      return { page, name, path };
    });
  },
});
