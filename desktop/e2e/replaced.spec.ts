import { expectNoFindingsInBothLanguages } from './support/axe.ts';
import { expect, test, type Person } from './support/meetingTest.ts';
import { expectMovingPictures } from './support/watch.ts';

/** A copy of a tab takes what the tab remembers along, the seat among it. */
async function copyTab({ page }: Person) {
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(window.location.href));
  const copy = await opened;
  await copy.getByRole('button', { name: /^Leave/ }).waitFor();
  return copy;
}

test('a copied tab takes the seat over, and "Join here" moves it back [J4]', async ({
  api,
  joinAsGuest,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const ben = await joinAsGuest(code, 'Ben');
  const cleo = await joinAsGuest(code, 'Cleo');
  await expectMovingPictures(cleo.page, 2);
  await recordPeople(cleo);

  const copy = await copyTab(ben);
  await expect(ben.page.getByRole('heading', { name: /another (tab|window)/i })).toBeVisible();
  await expectNoFindingsInBothLanguages(ben.page, 'a tab that was replaced', (say) =>
    ben.page.getByRole('heading', { name: say('meeting', 'after.replaced.title') }),
  );
  await expectMovingPictures(cleo.page, 2);

  await ben.page.getByRole('button', { name: 'Join here' }).click();
  await expect(ben.page.getByRole('button', { name: /^Leave/ })).toBeVisible();
  await expect(copy.getByRole('heading', { name: /another (tab|window)/i })).toBeVisible();
  await expectMovingPictures(cleo.page, 2);
  await expectMovingPictures(ben.page, 2);

  // The tab that was left behind is closed: whoever sits in the seat now is not touched by that.
  await copy.close();
  await expectMovingPictures(cleo.page, 2);
  expect(await peopleSeen(cleo)).toEqual(['Ben Cleo']);
});

/** Writes down every set of names that stands on the stage from now on. */
async function recordPeople({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const seen = new Set<string>();
    const look = () => {
      const tiles = [...document.querySelectorAll('section[aria-label="Meeting"] [role="group"]')];
      const names = tiles.map((tile) => tile.getAttribute('aria-label')?.split(/[ ,]/)[0] ?? '');
      seen.add(names.toSorted().join(' '));
    };
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
    look();
    Object.assign(window, { peopleSeen: seen });
  });
}

function peopleSeen({ page }: Person): Promise<string[]> {
  return page.evaluate(() => [...(window as unknown as { peopleSeen: Set<string> }).peopleSeen]);
}
