import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheKey, cacheRoot, recipeHash } from './workerCache.ts';

describe('cacheRoot', () => {
  const home = path.resolve('/home/ada');

  it('is what PARLEY_CACHE_DIR says, before anything else', () => {
    const env = { PARLEY_CACHE_DIR: '/srv/cache', XDG_CACHE_HOME: '/xdg' };
    expect(cacheRoot(env, 'linux', home)).toBe(path.resolve('/srv/cache'));
  });

  it('follows XDG_CACHE_HOME, and its default on Linux', () => {
    expect(cacheRoot({ XDG_CACHE_HOME: '/xdg' }, 'linux', home)).toBe(path.resolve('/xdg/parley'));
    expect(cacheRoot({}, 'linux', home)).toBe(path.join(home, '.cache', 'parley'));
  });

  it('takes an empty variable for one that is not set', () => {
    const env = { PARLEY_CACHE_DIR: '', XDG_CACHE_HOME: '' };
    expect(cacheRoot(env, 'linux', home)).toBe(path.join(home, '.cache', 'parley'));
  });

  it('is where macOS and Windows keep caches', () => {
    expect(cacheRoot({}, 'darwin', home)).toBe(path.join(home, 'Library', 'Caches', 'parley'));
    expect(cacheRoot({ LOCALAPPDATA: '/local' }, 'win32', home)).toBe(
      path.join('/local', 'Parley', 'Cache'),
    );
  });
});

describe('cacheKey', () => {
  const parts = {
    mediasoupVersion: '3.27.1',
    platform: 'linux',
    arch: 'x64',
    osRelease: new Map([
      ['ID', 'debian'],
      ['VERSION_ID', '12'],
    ]),
    recipe: 'abc',
  };

  it('names version, platform, architecture, distribution and recipe', () => {
    expect(cacheKey(parts)).toBe('3.27.1-linux-x64-debian12-abc');
  });

  it('differs when any of them does', () => {
    const trixie = new Map([...parts.osRelease, ['VERSION_ID', '13']]);
    const keys = [
      parts,
      { ...parts, mediasoupVersion: '3.28.0' },
      { ...parts, arch: 'arm64' },
      { ...parts, osRelease: trixie },
      { ...parts, recipe: 'abd' },
    ].map(cacheKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is a single folder name whatever the distribution calls itself', () => {
    const osRelease = new Map([['ID', '../my os']]);
    expect(cacheKey({ ...parts, osRelease })).toBe('3.27.1-linux-x64-.._my_os-abc');
  });
});

describe('recipeHash', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(path.join(os.tmpdir(), 'parley-recipe-'));
    mkdirSync(path.join(directory, 'inner'));
    writeFileSync(path.join(directory, 'inner', 'a'), 'one');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('stays the same for the same files, and changes with a file or its name', () => {
    const before = recipeHash(directory);
    expect(recipeHash(directory)).toBe(before);
    writeFileSync(path.join(directory, 'inner', 'a'), 'two');
    const changed = recipeHash(directory);
    rmSync(path.join(directory, 'inner', 'a'));
    writeFileSync(path.join(directory, 'inner', 'b'), 'two');
    expect(new Set([before, changed, recipeHash(directory)]).size).toBe(3);
  });
});
