import { isAbsolute, join, normalize, relative, sep } from 'node:path';
import { APP_ORIGIN } from './appOrigin.ts';

/**
 * Maps a URL of the app to a file of the bundle. Routes of the client have no file and get its
 * page; nothing outside the bundle is ever reached.
 * @returns an absolute path below `root`, or null for what must be refused
 */
export function resolveAppFile(root: string, url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname } = new URL(url);
  if (`${protocol}//${host}` !== APP_ORIGIN) return null;
  const path = decodePath(pathname);
  if (path === null || path.includes('\0')) return null;
  const isFile = /\.[a-z0-9]+$/i.test(path);
  const file = normalize(join(root, isFile ? path : 'index.html'));
  const inside = relative(root, file);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? null : file;
}

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // A percent sign that encodes nothing.
    return null;
  }
}
