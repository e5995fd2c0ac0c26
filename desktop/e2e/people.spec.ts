import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright/test';
import { expect, test } from './support/meetingTest.ts';
import { signIn } from './support/signIn.ts';

const PEOPLE = 44;
/** With the administrator; three pages of twenty. */
const ACCOUNTS = PEOPLE + 1;

const nameOf = (index: number): string => `Person ${String(index).padStart(2, '0')}`;

// Asked for by name, it is a server of its own: one whose set-up link is unused, and nobody else registered.
test.use({ serverEnv: {} });

test('an administrator leafs through everybody, sorts, searches and exports', async ({
  server,
  api,
  openContext,
}) => {
  const admin = await api.register('Ana', { setupToken: server.setupLink?.split('#token=')[1] });
  for (let index = 1; index <= PEOPLE; index += 1) await api.register(nameOf(index));
  const page = await (await openContext()).newPage();
  await signIn(page, server.url, admin);
  await page.goto(`${server.url}/admin`);
  const pages = page.getByRole('navigation', { name: 'Pages' });
  const next = pages.getByRole('button', { name: 'Next page' });
  const previous = pages.getByRole('button', { name: 'Previous page' });

  await page.getByText(`${ACCOUNTS} accounts on this server`).waitFor();
  await page.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect(pages).toContainText('Page 1 of 3');
  await expect(previous).toBeDisabled();
  const leaves = [await namesOn(page, 20)];
  for (const [shown, count] of [
    ['Page 2 of 3', 20],
    ['Page 3 of 3', 5],
  ] as const) {
    await next.click();
    await expect(pages).toContainText(shown);
    leaves.push(await namesOn(page, count));
  }
  await expect(next).toBeDisabled();
  const everybody = ['Ana', ...Array.from({ length: PEOPLE }, (_, index) => nameOf(index + 1))];
  expect(leaves.flat()).toEqual(everybody);
  for (const [shown, leaf] of [
    ['Page 2 of 3', 1],
    ['Page 1 of 3', 0],
  ] as const) {
    await previous.click();
    await expect(pages).toContainText(shown);
    expect(await namesOn(page, 20)).toEqual(leaves[leaf]);
  }

  await next.click();
  await expect(pages).toContainText('Page 2 of 3');
  await page.getByRole('searchbox').fill('person 4');
  // A search begins at its own first page; 40 to 44.
  await expect(rowsOf(page)).toHaveCount(5);
  await expect(pages).toBeHidden();
  await page.getByRole('searchbox').fill('');
  await expect(pages).toContainText('Page 1 of 3');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as CSV' }).click();
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trim().split('\n');
  expect(lines).toHaveLength(ACCOUNTS + 1);
  expect(lines.filter((line) => line.includes(nameOf(21)))).toHaveLength(1);
});

async function namesOn(page: Page, count: number): Promise<string[]> {
  await expect(rowsOf(page)).toHaveCount(count);
  const texts = await rowsOf(page).allInnerTexts();
  return texts.map((text) => /Ana|Person \d\d/.exec(text)?.[0] ?? text);
}

const rowsOf = (page: Page) => page.locator('tbody').getByRole('row');
