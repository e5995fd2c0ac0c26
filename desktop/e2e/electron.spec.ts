import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { _electron, type Page } from 'playwright';
import { expect, test } from './support/meetingTest.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const binary = findElectron();

test.describe('the desktop app', () => {
  test.skip(binary === null, 'no Electron binary on this machine');

  test('opens the client, sandboxed, with nothing but its bridge', async ({ server }) => {
    await withApp({ serverUrl: server.url }, async (page) => {
      await expect(page.getByRole('link', { name: /sign in/i }).first()).toBeVisible();
      const seen = await page.evaluate(() => ({
        origin: location.origin,
        bridge: Object.keys((window as unknown as { parley: object }).parley).sort(),
        hasNode: 'require' in window || 'process' in window,
      }));
      expect(seen.origin).toBe('app://parley');
      expect(seen.hasNode).toBe(false);
      expect(seen.bridge).toContain('setServerUrl');
    });
  });

  test('asks before it takes the server of the first link, then opens the link', async ({
    server,
  }) => {
    const link = `${server.url.replace('http:', 'parley:')}/m/abc-defg-hjk`;
    await withApp({ args: [link] }, async (page) => {
      await expect(page.getByRole('textbox')).toHaveValue(server.url);
      await page.getByRole('button', { name: 'Connect' }).click();
      await expect(page).toHaveURL('app://parley/m/abc-defg-hjk');
    });
  });
});

/** Runs the app with settings of its own and ends it. */
async function withApp(
  { args = [], serverUrl = '' }: { args?: string[]; serverUrl?: string },
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const userData = await mkdtemp(join(tmpdir(), 'parley-app-'));
  const app = await _electron.launch({
    executablePath: binary ?? '',
    args: [REPOSITORY, '--no-sandbox', `--user-data-dir=${userData}`, ...args],
    env: { ...process.env, PARLEY_SERVER_URL: serverUrl },
  });
  try {
    await act(await app.firstWindow());
  } finally {
    await app.close();
    await rm(userData, { recursive: true });
  }
}

/** Never `require('electron')`: in plain Node it would try to download a binary. */
function findElectron(): string | null {
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const folder =
    process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??
    join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'dist');
  const inApp = join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return [join(folder, name), inApp].find((path) => existsSync(path)) ?? null;
}
