import { freezeProcesses } from '../../server/integration/database/freezeProcesses.ts';
import { postmasterPid } from '../../server/integration/embedded/postgresProcess.ts';
import { expectNoFindings, expectNoFindingsInBothLanguages } from './support/axe.ts';
import { inBothLanguages } from './support/languages.ts';
import { expect, test } from './support/meetingTest.ts';
import type { ParleyServer } from './support/ParleyServer.ts';
import { signIn } from './support/signIn.ts';
import { SocketSwitch } from './support/SocketSwitch.ts';
import { unplugCamera } from './support/unplugCamera.ts';

/** More than stand beside a pinned tile at once. */
const CROWD = ['Cleo', 'Dan', 'Eva', 'Fay', 'Gus', 'Hal', 'Ivy'];

test('axe finds nothing on the way into a meeting', async ({ server, api, openContext }) => {
  test.slow();
  const { code } = await api.createMeeting(await api.register('Ana'));
  const context = await openContext();
  const line = await SocketSwitch.of(context);
  await line.cut();
  const page = await context.newPage();
  const door = `${server.url}/m/${code}`;
  await page.goto(door);
  await inBothLanguages(page, async (say, locale) => {
    // A join that is not answered is given up after ten seconds: each look has one of its own.
    await page.goto(door);
    await page.getByLabel(say('lobby', 'yourName')).fill('Ben');
    await page.getByRole('button', { name: say('lobby', 'join') }).click();
    const back = page.getByRole('button', { name: say('lobby', 'cancel') });
    await back.waitFor();
    await expectNoFindings(page, `joining from the lobby, ${locale}`);
    await expect(back, 'that was the page of somebody who joins').toBeVisible();

    await page.goto(`${door}?name=Ben&skipPrejoin=1`);
    const cancel = page.getByRole('button', { name: say('meeting', 'cancel') });
    await cancel.waitFor();
    await expectNoFindings(page, `joining directly, ${locale}`);
    await expect(cancel, 'that was the page of somebody who joins').toBeVisible();
  });
});

test('axe finds nothing at somebody who is asked to unmute', async ({
  api,
  joinAsGuest,
  sitDown,
}) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const { page } = await joinAsGuest(code, 'Ben');
  const ana = await sitDown({ code }, host);
  await page.getByRole('button', { name: /^Mute/ }).click();
  const tile = page.getByRole('group', { name: /^Ben/ });
  const participantId = (await tile.getAttribute('data-participant-id')) ?? '';
  await inBothLanguages(page, async (say, locale) => {
    // Asked again, it is shown for twenty seconds again.
    await ana.call('participant:askToUnmute', { participantId });
    const notices = page.getByRole('region', { name: say('meeting', 'notices') });
    await expect(notices.getByText(say('meeting', 'notice.askedToUnmute'))).toBeVisible();
    await expectNoFindings(page, `asked to unmute, ${locale}`);
  });
});

test('axe finds nothing where a camera is lost in a meeting', async ({ api, joinAsGuest }) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  await inBothLanguages(page, async (say, locale) => {
    await unplugCamera(page);
    const toast = page.getByRole('alertdialog', { name: say('lobby', 'deviceGone') });
    // It does not pass as long as somebody points at it.
    await toast.hover();
    await expectNoFindings(page, `a camera that is lost, ${locale}`);
    await toast.getByRole('button').click();
    await expect(toast).toHaveCount(0);
  });
});

test('axe finds nothing where a tile is pinned, and the others stand on pages', async ({
  api,
  joinAsGuest,
  sitDown,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const { page } = await joinAsGuest(code, 'Ben');
  for (const displayName of CROWD) await sitDown({ code, displayName });
  const tile = page.getByRole('group', { name: /^Cleo/ });
  await tile.getByRole('button', { name: 'Actions for Cleo' }).click();
  await page.getByRole('menuitem', { name: 'Pin', exact: true }).click();
  await expect(tile).toHaveAccessibleName(/pinned/);
  await expectNoFindingsInBothLanguages(page, 'a pinned tile and pages of others', (say) =>
    page.getByRole('button', { name: say('meeting', 'nextPage') }),
  );
});

test('axe finds nothing in messages that wait, are refused, or are on their way', async ({
  server,
  api,
  openContext,
}) => {
  test.setTimeout(180_000);
  const { code } = await api.createMeeting(await api.register('Ana'));
  const context = await openContext();
  const line = await SocketSwitch.of(context);
  const page = await context.newPage();
  await page.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
  await page.getByRole('button', { name: /^Chat/ }).click();
  const write = async (text: string) => {
    await page.getByRole('textbox', { name: 'Message' }).fill(text);
    await page.keyboard.press('Enter');
  };

  const thaw = await freezeDatabase(server);
  try {
    await write('Written meanwhile');
    await expectNoFindingsInBothLanguages(page, 'a message that waits for the server', (say) =>
      page.getByText(say('meeting', 'notSentYet')),
    );
  } finally {
    thaw();
  }
  await expect(page.getByText(/^Not sent yet/)).toHaveCount(0);

  // More than ten in five seconds are too many [R4].
  const refused = page.getByText(/^Not sent\./);
  await expect(async () => {
    await write('Hello');
    expect(await refused.count()).toBeGreaterThan(0);
  }).toPass({ intervals: [0], timeout: 30_000 });
  await expectNoFindingsInBothLanguages(page, 'a message that is refused', (say) =>
    page.getByText(say('meeting', 'notSent')),
  );

  await line.cut();
  await page.getByText(/^Connection lost/).waitFor();
  await write('The plan: https://example.org/plan');
  await page.getByRole('link', { name: 'https://example.org/plan' }).waitFor();
  await expectNoFindingsInBothLanguages(page, 'a message that waits for the line', (say) =>
    page.getByText(say('meeting', 'sending')),
  );
});

test('axe finds nothing where a page has stopped', async ({ server, api, openContext }) => {
  const page = await (await openContext()).newPage();
  await signIn(page, server.url, await api.register('Ben'));
  // As when the server was updated meanwhile: code that nobody has asked for yet is gone.
  await page.route('**/*.js', (route) => route.abort());
  await page.getByRole('button', { name: 'Ben', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'This page has stopped' }).waitFor();
  await expectNoFindingsInBothLanguages(page, 'a page that has stopped', () =>
    page.getByRole('code'),
  );
});

/** @returns lets it go on */
async function freezeDatabase({ dataDir }: ParleyServer): Promise<() => void> {
  const pid = await postmasterPid(dataDir);
  if (pid === undefined) throw new Error('the database does not run');
  return freezeProcesses(pid);
}
