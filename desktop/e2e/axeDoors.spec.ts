import type { Page, Route } from 'playwright/test';
import { ERROR_STATUS, type ErrorCode } from '../../shared/errors.ts';
import type { ClosedDoor } from '../client/features/lobby/door.ts';
import { test } from './support/adminTest.ts';
import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import type { Account, Api } from './support/createApi.ts';
import type { SitDown } from './support/meetingTest.ts';
import { signIn } from './support/signIn.ts';

interface Stage {
  page: Page;
  url: string;
  api: Api;
  admin: Account;
  host: Account;
  sitDown: SitDown;
}

test.use({ serverEnv: {} });

/** fullServer.spec.ts and drain.spec.ts come to the other two: they take a server of their own. */
type Door = Exclude<ClosedDoor, 'serverFull' | 'serverClosing'>;

/** How each is come to; total, so that a new door does not compile until it is looked at here. */
const DOORS: Readonly<Record<Door, (stage: Stage) => Promise<void>>> = {
  notFound: async ({ page, url }) => {
    await page.goto(`${url}/m/abc-defg-hjk`);
  },
  ended: async ({ page, url, api, host }) => {
    const { code } = await api.createMeeting(host);
    await api.ask(host, 'POST', `/meetings/${code}/end`);
    await page.goto(`${url}/m/${code}`);
  },
  guests: async ({ page, url, api, host }) => {
    const { code } = await api.createMeeting(host, { guestsAllowed: false });
    await page.goto(`${url}/m/${code}`);
  },
  locked: async ({ page, url, api, host, sitDown }) => {
    const { code } = await api.createMeeting(host);
    const inside = await sitDown({ code }, host);
    await inside.call('meeting:setLocked', { isLocked: true });
    await page.goto(`${url}/m/${code}`);
  },
  full: async ({ page, url, api, host, sitDown }) => {
    const { code } = await api.createMeeting(host, { maxParticipants: 2 });
    for (const displayName of ['Ben', 'Cleo']) await sitDown({ code, displayName });
    await page.goto(`${url}/m/${code}`);
  },
  removed: async ({ page, url, api, host }) => {
    const { code } = await api.createMeeting(host);
    await page.goto(`${url}/m/${code}?name=Ben&skipPrejoin=1`);
    await page.getByRole('button', { name: /^Leave/ }).waitFor();
    const ben = await page.locator('video').first().getAttribute('data-participant-id');
    await api.ask(host, 'DELETE', `/meetings/${code}/participants/${ben}`);
    await page.getByRole('heading', { name: 'You were removed from the meeting' }).waitFor();
    await page.reload();
  },
  banned: async ({ page, url, api, admin, host }) => {
    const ben = await api.register('Ben');
    await waitInLobby(page, { url, api, host }, ben);
    await api.ask(admin, 'POST', `/users/${ben.user.id}/ban`);
    await page.getByRole('button', { name: 'Join', exact: true }).click();
  },
  signedOut: async ({ page, url, api, host }) => {
    const ben = await api.register('Ben');
    await waitInLobby(page, { url, api, host }, ben);
    await api.ask(ben, 'POST', '/auth/logout-all');
    await page.getByRole('button', { name: 'Join', exact: true }).click();
  },
  unreachable: (stage) => refuse(stage, (route) => route.abort()),
  unavailable: (stage) => refuse(stage, answer('unavailable')),
  outdated: (stage) => refuse(stage, (route) => route.fulfill({ json: { code: 200, data: {} } })),
  busy: (stage) => refuse(stage, answer('rate_limited')),
  failed: (stage) => refuse(stage, answer('internal')),
};

for (const [door, arrive] of Object.entries(DOORS)) {
  test(`axe finds nothing at the closed door "${door}"`, async ({
    server: { url },
    api,
    admin,
    openContext,
    sitDown,
  }) => {
    const host = await api.register('Hal');
    const page = await (await openContext()).newPage();
    await arrive({ page, url, api, admin, host, sitDown });
    await expectNoFindingsInBothLanguages(page, door, (say) =>
      page.getByRole('heading', { level: 1, name: say('lobby', `${door as Door}.title`) }),
    );
  });
}

/** A member before a meeting of somebody else, about to press Join. */
async function waitInLobby(
  page: Page,
  { url, api, host }: Pick<Stage, 'url' | 'api' | 'host'>,
  member: Account,
): Promise<void> {
  const { code } = await api.createMeeting(host);
  await signIn(page, url, member);
  await page.goto(`${url}/m/${code}`);
  await page.getByRole('button', { name: 'Join', exact: true }).waitFor();
}

/** A meeting that is there, of which this browser's question is answered so. */
async function refuse({ page, url, api, host }: Stage, handle: (route: Route) => Promise<void>) {
  const { code } = await api.createMeeting(host);
  await page.route(`**/api/v1/meetings/${code}/lobby`, handle);
  await page.goto(`${url}/m/${code}`);
}

function answer(error: ErrorCode): (route: Route) => Promise<void> {
  const status = ERROR_STATUS[error];
  const timestamp = new Date().toISOString();
  const json = { code: status, error, message: 'Not now.', data: null, timestamp };
  return (route) => route.fulfill({ status, headers: { 'retry-after': '20' }, json });
}
