import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { SetupError } from '../system/SetupError.ts';
import { contentHash } from './contentHash.ts';
import type { Progress } from './progress.ts';

/** A thing that Vite builds: a mode of vite.config.ts. */
export interface Bundle {
  readonly mode: 'web' | 'app' | 'preload' | 'main';
  /** How the progress line names it. */
  readonly title: string;
  /** A file that this build alone makes, relative to the root. */
  readonly proof: string;
  /** Files and folders that the result depends on, relative to the root. */
  readonly sources: readonly string[];
}

const COMMON = ['vite.config.ts', 'package-lock.json', 'tsconfig.base.json', 'shared'];
const CLIENT = [...COMMON, 'desktop/client', 'resources', 'build/client'];
const SHELL = [...COMMON, 'desktop/electron', 'desktop/host'];

export const WEB_CLIENT: Bundle = {
  mode: 'web',
  title: 'web client',
  proof: 'dist/client-web/index.html',
  sources: CLIENT,
};

export const DESKTOP_APP: readonly Bundle[] = [
  { mode: 'app', title: 'app client', proof: 'dist/client-app/index.html', sources: CLIENT },
  { mode: 'preload', title: 'app bridge', proof: 'dist/desktop/preload.cjs', sources: SHELL },
  { mode: 'main', title: 'app shell', proof: 'dist/desktop/main.js', sources: SHELL },
];

export interface BuildOptions {
  /** Absolute path of the checkout. */
  readonly root: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Builds what is not yet built from the sources as they are now; within milliseconds when nothing changed.
 * @throws {SetupError} when Vite fails, after what Vite said.
 */
export async function ensureBundle(bundle: Bundle, options: BuildOptions): Promise<void> {
  const { root, progress, signal } = options;
  const stamp = join(root, 'dist', `.built-${bundle.mode}`);
  const hash = await contentHash(root, bundle.sources);
  const built = await readFile(stamp, 'utf8').catch(() => undefined);
  if (built === hash && existsSync(join(root, bundle.proof))) return;
  progress(`Building the ${bundle.title}`);
  // Before the build, so that one that is interrupted is not taken for whole, nor an older one for its result.
  await rm(stamp, { force: true });
  await rm(join(root, bundle.proof), { force: true });
  await runVite(bundle, root, signal);
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, hash);
}

/** In a process of its own: the bundler's memory is given back before the server starts. */
function runVite({ mode, title }: Bundle, root: string, signal: AbortSignal): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--mode', mode, '--logLevel', 'warn'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      reject(new SetupError(`The ${title} could not be built (see above).`));
    });
  });
}
