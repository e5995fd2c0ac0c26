import { expect, test, vi } from 'vitest';
import { createHealth } from './health.ts';

const up = () => Promise.resolve();
const steady = { isDraining: () => false };
const down = () => Promise.reject(new Error('gone'));

test.each([
  [up, true, { status: 'ok', database: 'up', media: 'up' }],
  [down, true, { status: 'degraded', database: 'down', media: 'up' }],
  [up, false, { status: 'degraded', database: 'up', media: 'down' }],
] as const)('all must be up to be ok (%#)', async (probeDatabase, isMediaUp, expected) => {
  const health = createHealth({
    probeDatabase,
    isMediaUp: () => isMediaUp,
    ...steady,
    version: '1.2.3',
  });
  expect(await health()).toMatchObject({ ...expected, version: '1.2.3' });
});

test('a server that drains says so, unless something is wrong with it', async () => {
  const deps = { probeDatabase: up, isDraining: () => true, version: '' };
  expect(await createHealth({ ...deps, isMediaUp: () => true })()).toMatchObject({
    status: 'draining',
  });
  expect(await createHealth({ ...deps, isMediaUp: () => false })()).toMatchObject({
    status: 'degraded',
  });
});

test('many who ask at once cause one probe', async () => {
  const probeDatabase = vi.fn(up);
  const health = createHealth({ probeDatabase, isMediaUp: () => true, ...steady, version: '' });
  await Promise.all([health(), health(), health()]);
  expect(probeDatabase).toHaveBeenCalledTimes(1);
  await health();
  expect(probeDatabase).toHaveBeenCalledTimes(2);
});
