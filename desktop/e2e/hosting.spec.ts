import type { Page } from 'playwright/test';
import { signIn } from './support/meetingTest.ts';
import { annotate, expect, isStrict, test } from './support/resilienceTest.ts';
import { SocketSwitch } from './support/SocketSwitch.ts';
import { expectMovingPictures } from './support/watch.ts';

/** [H1] waits ten seconds; that the host is away must have been noticed before that. */
const ACTING_LIMIT_MS = isStrict ? 15_000 : 20_000;
/** What is cut here are sockets of a server that answers otherwise: they are tried again ever more rarely. */
const AGAIN_LIMIT_MS = isStrict ? 12_000 : 15_000;

const personIn = (page: Page, name: string) =>
  page
    .getByRole('complementary', { name: 'People' })
    .getByRole('listitem')
    .filter({ hasText: name });

/** What screen readers were told last. */
const announced = (page: Page) => page.locator('[aria-live]');

test('@resilience [H1] a member acts for a host who drops, until the host is back', async ({
  server,
  api,
  openContext,
  joinAsMember,
  joinAsGuest,
}) => {
  const [host, member] = [await api.register('Ana'), await api.register('Ben')];
  const { code } = await api.createMeeting(host);
  const context = await openContext();
  const line = await SocketSwitch.of(context);
  const ana = await context.newPage();
  await signIn(ana, server.url, host);
  await ana.goto(`${server.url}/m/${code}`);
  await ana.getByRole('button', { name: 'Join', exact: true }).click();
  await ana.getByRole('button', { name: /^Leave/ }).waitFor();
  const cleo = await joinAsGuest(code, 'Cleo');
  const ben = await joinAsMember(code, member);
  for (const { page } of [ben, cleo]) await page.getByRole('button', { name: /^People/ }).click();
  const lock = ben.page.getByRole('switch', { name: 'Locked' });
  await expect(lock).toHaveCount(0);

  await line.cut();
  const cutAt = performance.now();
  const isActing = 'Ana is away. You act as host until they are back.';
  const notice = ben.page.getByText(isActing).first();
  const acting = notice.waitFor({ timeout: ACTING_LIMIT_MS }).then(() => performance.now() - cutAt);
  await expect(ana.getByText(/^Connection lost/)).toBeVisible();
  await expect(personIn(cleo.page, 'Ana')).toContainText('reconnecting');
  annotate('acting host', await acting);
  await expect(announced(ben.page).filter({ hasText: isActing })).not.toHaveCount(0);
  await expect(cleo.page.getByText('Ana is away. Ben acts as host.').first()).toBeVisible();
  await expect(personIn(cleo.page, 'Ben')).toContainText('Acting host');
  const tile = cleo.page.getByRole('group', { name: /^Ben/ });
  await expect(tile).toHaveAccessibleName(/acting host/);
  await lock.press('Space');
  await expect(cleo.page.getByText('Ben locked the meeting.').first()).toBeVisible();

  line.restore();
  const restoredAt = performance.now();
  const isBack = cleo.page.getByText('Ana is back and hosts again.').first();
  await expect(isBack).toBeVisible({ timeout: AGAIN_LIMIT_MS });
  annotate('host again', performance.now() - restoredAt);
  await expect(personIn(cleo.page, 'Ben')).not.toContainText('Acting host');
  await expect(lock).toHaveCount(0);
  await ana.getByRole('button', { name: /^More/ }).click();
  await ana.getByRole('menuitem', { name: 'Unlock the meeting' }).click();
  await expect(cleo.page.getByText('Ana unlocked the meeting.').first()).toBeVisible();
});

test('@resilience a host mutes somebody who is reconnecting, who comes back muted', async ({
  server,
  api,
  openContext,
  joinAsMember,
}) => {
  const host = await api.register('Ana');
  const { code } = await api.createMeeting(host);
  const ana = await joinAsMember(code, host);
  const context = await openContext();
  const line = await SocketSwitch.of(context);
  const ben = await context.newPage();
  await ben.goto(`${server.url}/m/${code}?name=Ben&skipPrejoin=1`);
  await expect(ben.getByRole('button', { name: /^Mute/ })).toBeVisible();
  await expectMovingPictures(ana.page, 2);
  await ana.page.getByRole('button', { name: /^People/ }).click();
  const row = personIn(ana.page, 'Ben');
  await expect(row).toContainText('microphone on');

  await line.cut();
  await expect(row).toContainText('reconnecting');
  await row.getByRole('button', { name: 'Actions for Ben' }).click();
  await ana.page.getByRole('menuitem', { name: 'Mute', exact: true }).click();
  await expect(row).toContainText('microphone off');

  line.restore();
  await expect(row).not.toContainText('reconnecting');
  await expect(ben.getByRole('button', { name: /^Unmute/ })).toBeVisible();
  await expect(row).toContainText('microphone off');
  // The producer is the same one, and its owner may open it again [A2].
  await ben.getByRole('button', { name: /^Unmute/ }).click();
  await expect(row).toContainText('microphone on');
});
