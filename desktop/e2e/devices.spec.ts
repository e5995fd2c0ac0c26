import { expect, test } from './support/meetingTest.ts';
import { unplugCamera } from './support/unplugCamera.ts';

test('a camera that is unplugged is named, and so is the one that stands in for it', async ({
  server,
  api,
  openContext,
}) => {
  const { code } = await api.createMeeting(await api.register('Ana'));
  const page = await (await openContext()).newPage();
  await page.goto(`${server.url}/m/${code}`);
  await page.getByLabel('Your name').fill('Ben');
  await unplugCamera(page);
  const toasts = page.getByRole('alertdialog', { name: /^fake_device.* is gone$/ });
  await expect(toasts).toHaveCount(1);
  await expect(toasts).toContainText(/Now in use: fake_device/);
  await toasts.getByRole('button', { name: 'Close' }).click();
  await expect(toasts).toHaveCount(0);

  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await page.getByRole('button', { name: /^Leave/ }).waitFor();
  await unplugCamera(page);
  await expect(toasts).toHaveCount(1);
});
