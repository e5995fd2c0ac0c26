import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../system/runCommand.ts';

const DOWNLOAD_PATIENCE_MS = 5 * 60_000;

/**
 * Path of the Electron binary when there is one, found without loading the package `electron`, which would try to download
 * it. ELECTRON_OVERRIDE_DIST_PATH names the folder of one from elsewhere.
 */
export function findElectron(root: string, env: NodeJS.ProcessEnv): string | undefined {
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : defaultName();
  const binary = join(env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : undefined;
}

/** Fetches the binary the ordinary way, once; Electron's package has no install script that would have done so. */
export async function fetchElectron(root: string): Promise<boolean> {
  const installer = join(root, 'node_modules', 'electron', 'install.js');
  const { code } = await runCommand(process.execPath, [installer], {
    cwd: root,
    timeoutMs: DOWNLOAD_PATIENCE_MS,
  });
  return code === 0;
}

/** Whether this user could see a window: there is a display, and not root's, whom Chromium's sandbox refuses. */
export function canShowWindow(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): boolean {
  if (process.getuid?.() === 0) return false;
  if (platform !== 'linux') return env['SSH_CONNECTION'] === undefined;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** Opens the app on our server. It is the user's from then on: closing it leaves the server running. */
export function openElectron(binary: string, root: string, url: string): void {
  const child = spawn(binary, [root], {
    cwd: root,
    env: { ...process.env, PARLEY_SERVER_URL: url },
    stdio: 'ignore',
    detached: process.platform !== 'win32',
  });
  child.once('error', (error) => console.error(`The desktop app did not open: ${error.message}`));
  child.unref();
}

function defaultName(): string {
  switch (process.platform) {
    case 'darwin':
      return 'Electron.app/Contents/MacOS/Electron';
    case 'win32':
      return 'electron.exe';
    default:
      return 'electron';
  }
}
