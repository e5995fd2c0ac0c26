import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,desktop,build}/**/*.test.{ts,tsx}'],
          exclude: ['server/integration/**', '**/node_modules/**'],
          environment: 'node',
          // Vitest blanks style sheets; the contrast test reads the colours from this one.
          css: { include: /tokens\.css/ },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['server/integration/**/*.test.ts'],
          environment: 'node',
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Each file starts real servers and workers; two cores carry two files at a time.
          maxWorkers: 2,
        },
      },
    ],
  },
});
