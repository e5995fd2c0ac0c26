import { existsSync } from 'node:fs';
import { defineConfig } from 'playwright/test';

const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** What breaks, mends itself or is refused in time: `resilience.config.ts`. */
export const RESILIENCE = [
  'resilience*.spec.ts',
  'databaseLoss.spec.ts',
  'mediaNode.spec.ts',
  'hosting.spec.ts',
  'blocked.spec.ts',
  'turn.spec.ts',
  'fullServer.spec.ts',
  'drain.spec.ts',
];

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  // They have suites of their own.
  testIgnore: ['electron.spec.ts', ...RESILIENCE],
  outputDir: '../../dist/e2e',
  // Real video is encoded and decoded here: on two cores, people in one meeting at a time.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    locale: 'en-US',
    launchOptions: {
      // Debian ships the browser; elsewhere Playwright's own is used.
      ...(existsSync(DEBIAN_CHROMIUM) && { executablePath: DEBIAN_CHROMIUM }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--auto-select-desktop-capture-source=Entire screen',
        '--autoplay-policy=no-user-gesture-required',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
