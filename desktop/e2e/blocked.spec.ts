import { expectNoFindings } from './support/axe.ts';
import { expect, test } from './support/meetingTest.ts';

// TEST-NET-3 (RFC 5737): nobody answers there, as behind a firewall that drops.
const NOWHERE = '203.0.113.9';
const LIMIT_MS = 8_000;

test.use({
  serverEnv: {
    PARLEY_MEDIA_ADDRESS: NOWHERE,
    PARLEY_TURN_URLS: `turn:${NOWHERE}:3478?transport=udp`,
  },
});

test('media that cannot be reached says within 8 s what was tried, and what to do', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  await joinAsGuest(code, 'Ben');
  const { page } = await joinAsGuest(code, 'Cleo');
  const joinedAt = performance.now();

  const card = page.getByText('Picture and sound cannot get through');
  await card.waitFor();
  const tookMs = performance.now() - joinedAt;
  test
    .info()
    .annotations.push({ type: 'said after (ms)', description: String(Math.round(tookMs)) });
  expect(tookMs).toBeLessThan(LIMIT_MS);

  for (const way of ['UDP', 'TCP', 'TURN']) {
    const tried = page.getByText(way, { exact: true }).locator('..').getByRole('definition');
    await expect(tried).toContainText(NOWHERE);
  }
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();

  await expectNoFindings(page, 'media that cannot be reached');

  // The rest of the meeting goes on meanwhile.
  await page.getByRole('button', { name: /^Raise hand/ }).click();
  await expect(page.getByRole('button', { name: /^Lower hand/ })).toBeVisible();
});
