import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export type MediasoupPackage = {
  version: string;
  directory: string;
  /** The worker's C++ sources. */
  workerDir: string;
  /** Where mediasoup's own install script leaves a worker, and where its library looks for one. */
  ordinaryBinary: string;
};

/** The installed mediasoup. Its `exports` hide package.json, so the way leads from its main file. */
export function locateMediasoup(): MediasoupPackage {
  const directory = fileURLToPath(new URL('../../', import.meta.resolve('mediasoup')));
  const manifest: unknown = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8'));
  if (
    typeof manifest !== 'object' ||
    manifest === null ||
    !('version' in manifest) ||
    typeof manifest.version !== 'string'
  ) {
    throw new TypeError(`${directory} holds no mediasoup package`);
  }
  const extension = process.platform === 'win32' ? '.exe' : '';
  return {
    version: manifest.version,
    directory,
    workerDir: path.join(directory, 'worker'),
    ordinaryBinary: path.join(
      directory,
      'worker',
      'out',
      'Release',
      `mediasoup-worker${extension}`,
    ),
  };
}
