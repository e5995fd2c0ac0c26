import { defineConfig } from 'playwright/test';
import base, { RESILIENCE } from './playwright.config.ts';

/** Networks, servers and workers that fail, with measured times; `npm run resilience` repeats it. */
export default defineConfig(base, {
  testIgnore: [],
  testMatch: RESILIENCE,
  outputDir: '../../dist/resilience',
  // Up to 30 s of it without a network.
  timeout: 150_000,
  // It would photograph every page again and again, on the processors that these encode and decode with.
  use: { trace: 'off' },
});
