import type { Page } from 'playwright';
import type { Account } from './createApi.ts';

/** By the form, as people do, and until their home is shown. */
export async function signIn(page: Page, url: string, account: Account): Promise<void> {
  await page.goto(`${url}/signin`);
  await page.locator('input[type=email]').fill(account.user.email);
  await page.locator('input[type=password]').fill(account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/`);
  await page.getByRole('heading', { level: 1 }).waitFor();
}
