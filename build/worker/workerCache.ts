import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readOsRelease } from '../system/isDebian.ts';
import { debianPackages } from './debianPackages.ts';
import { patches } from './patches.ts';

export const recipeDir = path.join(import.meta.dirname, 'recipe');

type Environment = Record<string, string | undefined>;

/** Where Parley keeps what is worth keeping between clones, by the custom of each system. */
export function cacheRoot(
  env: Environment = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = os.homedir(),
): string {
  if (env['PARLEY_CACHE_DIR']) return path.resolve(env['PARLEY_CACHE_DIR']);
  if (env['XDG_CACHE_HOME']) return path.resolve(env['XDG_CACHE_HOME'], 'parley');
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'parley');
  if (platform === 'win32') {
    return path.join(env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'), 'Parley', 'Cache');
  }
  return path.join(home, '.cache', 'parley');
}

/** A fingerprint of all that decides what the build makes of mediasoup's sources. */
export function recipeHash(directory: string = recipeDir): string {
  const hash = createHash('sha256');
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    hash
      .update(`${path.relative(directory, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  hash.update(JSON.stringify({ patches, debianPackages }));
  return hash.digest('hex').slice(0, 12);
}

/**
 * Names one build. The distribution is part of it because the binary is bound to that release's
 * libraries, and a home directory may be shared between machines.
 */
export function cacheKey(parts: {
  mediasoupVersion: string;
  platform: string;
  arch: string;
  osRelease: Map<string, string>;
  recipe: string;
}): string {
  const distribution = `${parts.osRelease.get('ID') ?? 'unknown'}${parts.osRelease.get('VERSION_ID') ?? ''}`;
  return [parts.mediasoupVersion, parts.platform, parts.arch, distribution, parts.recipe]
    .join('-')
    .replaceAll(/[^A-Za-z0-9._-]/g, '_');
}

export type WorkerCache = {
  /** Holds every build, the lock and the log of the last build. */
  root: string;
  /** Holds this build; it exists only when the build passed the gate. */
  entry: string;
  binary: string;
};

export function locateWorkerCache(mediasoupVersion: string): WorkerCache {
  const root = path.join(cacheRoot(), 'mediasoup-worker');
  const entry = path.join(
    root,
    cacheKey({
      mediasoupVersion,
      platform: process.platform,
      arch: process.arch,
      osRelease: readOsRelease(),
      recipe: recipeHash(),
    }),
  );
  return { root, entry, binary: path.join(entry, 'mediasoup-worker') };
}
