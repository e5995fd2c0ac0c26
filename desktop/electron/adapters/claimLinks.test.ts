import { expect, test } from 'vitest';
import { claimLinks } from './claimLinks.ts';

test.each([
  ['run as `electron <folder>`', true, ['parley', '/bin/electron', ['/src/parley']]],
  ['the packaged app', false, ['parley']],
])('links open %s', (_what, isDefaultApp, expected) => {
  const claims: unknown[][] = [];
  const app = {
    getAppPath: () => '/src/parley',
    setAsDefaultProtocolClient: (...claim: unknown[]) => claims.push(claim) > 0,
  };
  claimLinks(app, { execPath: '/bin/electron', isDefaultApp });
  expect(claims).toEqual([expected]);
});
