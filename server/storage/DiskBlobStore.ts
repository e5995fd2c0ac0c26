import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Keys are made by us, of these characters: no key can name a place outside the folder. */
const KEY = /^[\w-]+(\/[\w-]+)*\.[a-z0-9]+$/;

/** Blobs as files below one folder; whoever reads one sees it whole or not at all. */
export class DiskBlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(key: string, bytes: Uint8Array): Promise<void> {
    const path = this.#pathOf(key);
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${randomUUID()}.tmp`;
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      // Without it a power cut may leave the name and lose the content.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  }

  /** @returns null when there is none */
  async get(key: string): Promise<Buffer | null> {
    try {
      return await readFile(this.#pathOf(key));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }

  async delete(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  #pathOf(key: string): string {
    if (!KEY.test(key)) throw new Error(`not a blob key: ${JSON.stringify(key)}`);
    return join(this.#folder, key);
  }
}
