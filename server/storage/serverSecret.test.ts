import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadServerSecret } from './serverSecret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-secret-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the secret is made once, for our eyes only, and stays', async () => {
  const path = join(folder, 'new', 'server.key');
  const first = await loadServerSecret(path);
  expect(first).toHaveLength(32);
  expect(await loadServerSecret(path)).toEqual(first);
  if (platform() !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('first starts at the same time agree on one secret', async () => {
  const path = join(folder, 'server.key');
  const secrets = await Promise.all(Array.from({ length: 8 }, () => loadServerSecret(path)));
  expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
  expect(await readdir(folder)).toEqual(['server.key']);
});

test('a damaged secret stops the start instead of weakening every key', async () => {
  const path = join(folder, 'server.key');
  await writeFile(path, 'short');
  await expect(loadServerSecret(path)).rejects.toThrow('is damaged');
});
