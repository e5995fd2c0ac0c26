import { expect, test, vi } from 'vitest';
import { createHealth } from './health.ts';

const up = () => Promise.resolve();
const down = () => Promise.reject(new Error('gone'));

test.each([
  [up, true, { status: 'ok', database: 'up', media: 'up' }],
  [down, true, { status: 'degraded', database: 'down', media: 'up' }],
  [up, false, { status: 'degraded', database: 'up', media: 'down' }],
] as const)('all must be up to be ok (%#)', async (probeDatabase, isMediaUp, expected) => {
  const health = createHealth({ probeDatabase, isMediaUp: () => isMediaUp, version: '1.2.3' });
  expect(await health()).toMatchObject({ ...expected, version: '1.2.3' });
});

test('many who ask at once cause one probe', async () => {
  const probeDatabase = vi.fn(up);
  const health = createHealth({ probeDatabase, isMediaUp: () => true, version: '' });
  await Promise.all([health(), health(), health()]);
  expect(probeDatabase).toHaveBeenCalledTimes(1);
  await health();
  expect(probeDatabase).toHaveBeenCalledTimes(2);
});
