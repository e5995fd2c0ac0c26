import type { BuildOptions } from './buildBundle.ts';
import { DESKTOP_APP, ensureBundle } from './buildBundle.ts';
import { canShowWindow, fetchElectron, findElectron, openElectron } from './electron.ts';

/** Opens the desktop app on `url` where somebody would see it. The URL serves without it, so nothing here is fatal. */
export async function openDesktopApp(url: string, options: BuildOptions): Promise<void> {
  const { root, progress, signal } = options;
  if (!canShowWindow(process.env, process.platform)) return;
  if (findElectron(root, process.env) === undefined) {
    progress('Fetching Electron for the desktop app (once)');
    await fetchElectron(root);
  }
  const binary = findElectron(root, process.env);
  if (binary === undefined) {
    progress('No Electron to be had here: open the URL in a browser instead.');
    return;
  }
  for (const bundle of DESKTOP_APP) await ensureBundle(bundle, options);
  if (!signal.aborted) openElectron(binary, root, url);
}
