import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DESKTOP_APP, ensureBundle, WEB_CLIENT } from '../start/buildBundle.ts';
import { bundles } from './bundles.ts';

const REPOSITORY = join(import.meta.dirname, '..', '..');
const BUNDLES = [WEB_CLIENT, ...DESKTOP_APP];

/** Four tiny bundles with the real Vite, to where the real ones go. */
const VITE_CONFIG = `export default ({ mode }) => {
  const [outDir, entry, fileName] = {
    web: ['dist/client-web', 'desktop/client/index.ts', 'index.html'],
    app: ['dist/client-app', 'desktop/client/index.ts', 'index.html'],
    preload: ['dist/desktop', 'desktop/electron/preload.ts', 'preload.cjs'],
    main: ['dist/desktop', 'desktop/electron/main.ts', 'main.js'],
  }[mode];
  return {
    build: { outDir, emptyOutDir: false, lib: { entry, formats: ['es'], fileName: () => fileName } },
  };
};
`;

vi.setConfig({ testTimeout: 30_000 });

let root: string;
let built: string[];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'parley-bundles-'));
  built = [];
  await symlink(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'), 'junction');
  await put('package.json', '{ "type": "module" }');
  await put('vite.config.ts', VITE_CONFIG);
  await put('desktop/client/index.ts', 'console.log("client");');
  await put('desktop/electron/preload.ts', 'console.log("preload");');
  await put('desktop/electron/main.ts', 'console.log("main");');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true });
});

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const options = () => ({
  root,
  env: process.env,
  signal: new AbortController().signal,
  progress: (line: string) => void built.push(line.replace('Building the ', '')),
});

describe('npm test', () => {
  test('builds the desktop app as well as the web client, and only once', async () => {
    expect((await bundles().run(options())).counts).toMatchObject({ passed: 4, failed: 0 });
    expect(built).toEqual(BUNDLES.map(({ title }) => title));
    expect(BUNDLES.filter(({ proof }) => !existsSync(join(root, proof)))).toEqual([]);
    await bundles().run(options());
    expect(built).toHaveLength(4);
  });

  test.each([
    ['desktop/client/index.ts', 2],
    ['desktop/electron/preload.ts', 1],
    ['desktop/electron/main.ts', 1],
  ])('fails where %s cannot be built', async (path, failed) => {
    await put(path, 'this is not TypeScript');
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const outcome = await bundles().run(options());
    expect(outcome.exitCode).toBe(1);
    expect(outcome.counts).toMatchObject({ passed: 4 - failed, failed });
    expect(told.mock.calls.join()).toContain(path);
  });
});

describe('a bundle', () => {
  const [, , shell] = DESKTOP_APP;

  test('is built again when its file is gone, though the folder holds another', async () => {
    await bundles().run(options());
    await rm(join(root, 'dist/desktop/preload.cjs'));
    built.length = 0;
    await bundles().run(options());
    expect(built).toEqual(['app bridge']);
  });

  test('that breaks leaves no older one to be tried in its place', async () => {
    if (!shell) throw new Error('there is no app shell');
    await ensureBundle(shell, options());
    expect(await readFile(join(root, shell.proof), 'utf8')).toContain('main');
    await put('desktop/electron/main.ts', 'this is not TypeScript');
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    await expect(ensureBundle(shell, options())).rejects.toThrow('could not be built');
    expect(existsSync(join(root, shell.proof))).toBe(false);
  });
});
