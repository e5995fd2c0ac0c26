import { defineConfig } from 'playwright/test';
import base from './playwright.config.ts';

/** The desktop app itself; only where an Electron binary is. */
export default defineConfig(base, { testIgnore: [], testMatch: 'electron.spec.ts' });
