import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findElectron } from './electron.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parley-electron-'));
  await mkdir(join(root, 'node_modules', 'electron', 'dist'), { recursive: true });
});

afterEach(() => rm(root, { recursive: true }));

it('finds no Electron in a package whose binary was never fetched', () => {
  expect(findElectron(root, {})).toBeUndefined();
});

it('finds the binary that the package says it fetched', async () => {
  const folder = join(root, 'node_modules', 'electron');
  await writeFile(join(folder, 'path.txt'), 'the-binary');
  await writeFile(join(folder, 'dist', 'the-binary'), '');
  expect(findElectron(root, {})).toBe(join(folder, 'dist', 'the-binary'));
});

it('prefers a binary from elsewhere', async () => {
  await writeFile(join(root, 'node_modules', 'electron', 'path.txt'), 'the-binary');
  await writeFile(join(root, 'the-binary'), '');
  const env = { ELECTRON_OVERRIDE_DIST_PATH: root };
  expect(findElectron(root, env)).toBe(join(root, 'the-binary'));
});
