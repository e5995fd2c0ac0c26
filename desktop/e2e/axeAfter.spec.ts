import type { Page } from 'playwright/test';
import type { EndReason } from '../client/features/meeting/meetingState.ts';
import { test } from './support/adminTest.ts';
import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import type { Account, Api } from './support/createApi.ts';
import { signIn } from './support/signIn.ts';
import { SocketSwitch } from './support/SocketSwitch.ts';

test.use({ serverEnv: {} });

interface Stage {
  /** Somebody signed in, in a meeting of the host's. */
  page: Page;
  line: SocketSwitch;
  code: string;
  api: Api;
  admin: Account;
  host: Account;
  member: Account;
}

/** accessibility.spec.ts, admission.spec.ts and replaced.spec.ts come to the others. */
type Reason = Exclude<EndReason, 'endedByHost' | 'removed' | 'replaced'>;

/** How each comes about; total, so that a new reason does not compile until it is looked at here. */
const ENDINGS: Readonly<Record<Reason, (stage: Stage) => unknown>> = {
  left: ({ page }) => page.getByRole('button', { name: 'Leave' }).click(),
  deleted: ({ api, host, code }) => api.ask(host, 'DELETE', `/meetings/${code}`),
  // Comes of a whole day in which nobody is in the meeting: nothing that a page in it could wait for.
  expired: ({ line }) => line.tell('meeting:ended', { reason: 'expired' }),
  signedOut: ({ api, member }) => api.ask(member, 'POST', '/auth/logout-all'),
  banned: ({ api, admin, member }) => api.ask(admin, 'POST', `/users/${member.user.id}/ban`),
  connectionLost: async ({ page, line }) => {
    await line.cut();
    await page.getByText(/^Connection lost/).waitFor();
    // For as long as a way back is looked for (`RETURN_LIMIT_MS`), and a little.
    await page.clock.fastForward('05:10');
  },
};

for (const [reason, end] of Object.entries(ENDINGS)) {
  test(`axe finds nothing after a meeting that ended as "${reason}"`, async ({
    server,
    api,
    admin,
    openContext,
  }) => {
    const [host, member] = [await api.register('Hal'), await api.register('Ben')];
    const { code } = await api.createMeeting(host);
    const context = await openContext();
    const line = await SocketSwitch.of(context);
    const page = await context.newPage();
    await page.clock.install();
    await signIn(page, server.url, member);
    await page.goto(`${server.url}/m/${code}?skipPrejoin=1`);
    await page.getByRole('button', { name: 'Leave' }).waitFor();
    await end({ page, line, code, api, admin, host, member });
    await expectNoFindingsInBothLanguages(page, reason, (say) =>
      page.getByRole('heading', {
        level: 1,
        name: say('meeting', `after.${reason as Reason}.title`),
      }),
    );
  });
}
