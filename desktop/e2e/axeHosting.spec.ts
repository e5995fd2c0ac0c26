import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expect, signIn, test } from './support/meetingTest.ts';
import { SocketSwitch } from './support/SocketSwitch.ts';

test('axe finds nothing at a host whose line is lost, nor where a member acts for them', async ({
  server,
  api,
  openContext,
  joinAsMember,
  joinAsGuest,
}) => {
  // Twelve readings of pages that are in a meeting.
  test.setTimeout(240_000);
  const [host, member] = [await api.register('Ana'), await api.register('Ben')];
  const { code } = await api.createMeeting(host);
  const context = await openContext();
  const line = await SocketSwitch.of(context);
  const ana = await context.newPage();
  await signIn(ana, server.url, host);
  await ana.goto(`${server.url}/m/${code}?skipPrejoin=1`);
  await ana.getByRole('button', { name: /^Leave/ }).waitFor();
  const cleo = await joinAsGuest(code, 'Cleo');
  const ben = await joinAsMember(code, member);
  for (const { page } of [ben, cleo]) await page.getByRole('button', { name: /^People/ }).click();

  await line.cut();
  const people = cleo.page.getByRole('complementary', { name: 'People' });
  await expect(people.getByText('Acting host')).toBeVisible({ timeout: 30_000 });
  // However long this takes: the line is still lost, and Ben still acts.
  await expectNoFindingsInBothLanguages(ana, 'a line that is lost', (say) =>
    ana.getByText(say('meeting', 'lostServer')),
  );
  for (const { page } of [ben, cleo]) {
    await expectNoFindingsInBothLanguages(page, 'a member acts as host', (say) =>
      page.getByText(say('meeting', 'role.actingHost')),
    );
  }
});
