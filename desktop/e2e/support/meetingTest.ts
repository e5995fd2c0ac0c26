import { test as base, type Browser, type BrowserContext, type Page } from 'playwright/test';
import { SocketClient } from '../../../server/integration/signaling/SocketClient.ts';
import { PROTOCOL_VERSION, type RequestArgument } from '../../../shared/contracts/index.ts';
import { createApi, type Account, type Api } from './createApi.ts';
import { ParleyServer } from './ParleyServer.ts';

export interface Person {
  page: Page;
  name: string;
}

/** Joins without a browser and without media; until the end of the test. */
export type SitDown = (
  seat: RequestArgument<'meeting:join'>,
  account?: Account,
) => Promise<Pick<SocketClient, 'call' | 'event'>>;

interface Stage {
  /** Settings of the server beside those that every test has. */
  serverEnv: Readonly<Record<string, string>>;
  /** Whether media run in a process of their own, which outlives the server. */
  hasMediaNode: boolean;
  server: ParleyServer;
}

interface Fixtures {
  api: Api;
  /** A browser of one's own: nothing is shared with other people's. */
  openContext: () => Promise<BrowserContext>;
  /** Opens the kiosk link and waits until the meeting is on the screen. */
  joinAsGuest: (code: string, name: string, query?: string) => Promise<Person>;
  /** Signs in by the form and joins from the lobby. */
  joinAsMember: (code: string, account: Account) => Promise<Person>;
  sitDown: SitDown;
}

export const test = base.extend<Fixtures, Stage>({
  serverEnv: [{}, { scope: 'worker', option: true }],
  hasMediaNode: [false, { scope: 'worker', option: true }],
  server: [
    async ({ serverEnv, hasMediaNode }, use) => {
      const server = hasMediaNode
        ? await ParleyServer.startBesideNode(serverEnv)
        : await ParleyServer.start(serverEnv);
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  api: async ({ server }, use) => {
    await use(createApi(server.url));
  },
  openContext: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async () => {
      const context = await createContext(browser);
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.close();
  },
  joinAsGuest: async ({ server, openContext }, use) => {
    await use(async (code, name, query = '') => {
      const page = await (await openContext()).newPage();
      await page.goto(
        `${server.url}/m/${code}?name=${encodeURIComponent(name)}&skipPrejoin=1${query}`,
      );
      await page.getByRole('button', { name: /^Leave/ }).waitFor();
      return { page, name };
    });
  },
  joinAsMember: async ({ server, openContext }, use) => {
    await use(async (code, account) => {
      const page = await (await openContext()).newPage();
      await signIn(page, server.url, account);
      await page.goto(`${server.url}/m/${code}`);
      await page.getByRole('button', { name: 'Join', exact: true }).click();
      await page.getByRole('button', { name: /^Leave/ }).waitFor();
      return { page, name: account.user.displayName };
    });
  },
  sitDown: async ({ server }, use) => {
    const seated: SocketClient[] = [];
    await use(async (seat, account) => {
      const client = await SocketClient.connect(server.url, {
        protocolVersion: PROTOCOL_VERSION,
        ...(account && { accessToken: account.accessToken }),
      });
      seated.push(client);
      await client.call('meeting:join', seat);
      return client;
    });
    for (const client of seated) client.close();
  },
});

export { expect } from 'playwright/test';

export async function signIn(page: Page, url: string, account: Account): Promise<void> {
  await page.goto(`${url}/signin`);
  await page.getByLabel('E-mail', { exact: false }).fill(account.user.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'New meeting' }).waitFor();
}

/** Keeps every peer connection where a test can ask it for its statistics. */
async function createContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'] });
  await context.addInitScript(() => {
    const all: RTCPeerConnection[] = [];
    Object.assign(window, { peerConnections: all });
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        all.push(this);
      }
    };
  });
  return context;
}
