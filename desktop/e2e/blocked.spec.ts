import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { annotate, expect, test } from './support/resilienceTest.ts';

// TEST-NET-3 (RFC 5737): nobody answers there, as behind a firewall that drops.
const NOWHERE = '203.0.113.9';
const LIMIT_MS = 8_000;

test.use({
  serverEnv: {
    PARLEY_MEDIA_ADDRESS: NOWHERE,
    PARLEY_TURN_URLS: `turn:${NOWHERE}:3478?transport=udp`,
  },
});

test('@resilience media that cannot be reached says within 8 s what was tried, and what to do', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  await joinAsGuest(code, 'Ben');
  const { page } = await joinAsGuest(code, 'Cleo');

  const card = page.getByText('Picture and sound cannot get through');
  await card.waitFor();
  const saidAt = Date.now();
  // From the question to be let in, which the page marks itself.
  const askedAt = await page.evaluate(() => {
    const { startTime } = performance.getEntriesByName('join:asked')[0] ?? { startTime: 0 };
    return performance.timeOrigin + startTime;
  });
  const tookMs = saidAt - askedAt;
  annotate('diagnosis', tookMs);
  expect(tookMs).toBeLessThan(LIMIT_MS);
  const advice = /Try another network, turn off the VPN, or ask your administrator to open/;
  await expect(page.getByText(advice)).toBeVisible();

  for (const way of ['UDP', 'TCP', 'TURN']) {
    const tried = page.getByText(way, { exact: true }).locator('..').getByRole('definition');
    await expect(tried).toContainText(NOWHERE);
  }
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();

  await expectNoFindingsInBothLanguages(page, 'media that cannot be reached', (say) =>
    page.getByText(say('meeting', 'mediaBlocked')),
  );

  // The rest of the meeting goes on meanwhile.
  await page.getByRole('button', { name: /^Raise hand/ }).click();
  await expect(page.getByRole('button', { name: /^Lower hand/ })).toBeVisible();
});
