import type { Account } from './createApi.ts';
import { createApi } from './createApi.ts';
import { test as base } from './meetingTest.ts';

/**
 * Tests with an administrator. The set-up link works once, so each file that imports this asks for a server of its
 * own: `test.use({ serverEnv: {} })`.
 */
export const test = base.extend<object, { admin: Account }>({
  admin: [
    async ({ server }, use) => {
      const setupToken = server.setupLink?.split('#token=')[1];
      await use(await createApi(server.url).register('Ana', { setupToken }));
    },
    { scope: 'worker' },
  ],
});
