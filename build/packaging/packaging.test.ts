import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { expect, test } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '..', '..');

const readConfiguration = () => getConfig(REPOSITORY, 'electron-builder.yml', null);

test("electron-builder.yml fits electron-builder's own schema", async () => {
  await expect(
    validateConfiguration(await readConfiguration(), new DebugLogger(false)),
  ).resolves.toBeUndefined();
});

test('the schema really refuses what it does not know', async () => {
  const wrong = { ...(await readConfiguration()), appIdentity: 'x' };
  await expect(validateConfiguration(wrong, new DebugLogger(false))).rejects.toThrow(/appIdentity/);
});

test('Windows, macOS and Linux are packaged, with parley:// links', async () => {
  const { win, mac, linux, protocols } = await readConfiguration();
  expect([win?.target, mac?.target, linux?.target].every(Boolean)).toBe(true);
  expect(protocols).toMatchObject([{ schemes: ['parley'] }]);
});

test('every file that the configuration names is there', async () => {
  const { win, mac, linux } = await readConfiguration();
  const named = [win?.icon, mac?.icon, linux?.icon, mac?.entitlements];
  expect(named.filter((path) => !existsSync(join(REPOSITORY, path ?? '')))).toEqual([]);
});
