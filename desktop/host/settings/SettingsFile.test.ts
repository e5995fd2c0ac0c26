import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SettingsFile } from './SettingsFile.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('what was changed is there at the next start', async () => {
  const path = join(folder, 'deep', 'settings.json');
  const file = await SettingsFile.open(path);
  await file.change({ serverUrl: 'https://meet.example.org' });
  expect((await SettingsFile.open(path)).get().serverUrl).toBe('https://meet.example.org');
});

test('changes in quick succession all arrive', async () => {
  const path = join(folder, 'settings.json');
  const file = await SettingsFile.open(path);
  const bounds = { width: 800, height: 600, isMaximized: false };
  await Promise.all([file.change({ serverUrl: 'http://a' }), file.change({ window: bounds })]);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    serverUrl: 'http://a',
    window: bounds,
  });
});

test('a damaged file gives the defaults', async () => {
  const path = join(folder, 'settings.json');
  await writeFile(path, '{"serverUrl": "http');
  expect((await SettingsFile.open(path)).get()).toEqual({ serverUrl: null, window: null });
});

test('a change that cannot be written holds for this run, and is told', async () => {
  const blocked = join(folder, 'blocked');
  await writeFile(blocked, 'a file where the folder should be');
  const told: unknown[] = [];
  const file = await SettingsFile.open(join(blocked, 'settings.json'), (cause) => told.push(cause));
  await file.change({ serverUrl: 'https://meet.example.org' });
  expect(file.get().serverUrl).toBe('https://meet.example.org');
  expect(told).toHaveLength(1);
});

test('an address in the file that is no server counts as none', async () => {
  const path = join(folder, 'settings.json');
  await writeFile(path, '{"serverUrl": "https://*; script-src *"}');
  expect((await SettingsFile.open(path)).get().serverUrl).toBeNull();
});
