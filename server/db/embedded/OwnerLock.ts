import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';

const SQLITE_BUSY = 5;

/**
 * Says which process owns a database folder. Node has no file locks of its own, SQLite has: an exclusive transaction on
 * an empty file is one that the kernel drops with the process, however it dies, and that two starters cannot both get.
 */
export class OwnerLock {
  readonly #file: DatabaseSync;

  private constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** @throws {EmbeddedPostgresError} when another living process owns the folder. */
  static async take(folder: string, dataDir: string): Promise<OwnerLock> {
    const file = new DatabaseSync(join(folder, 'owner.lock'));
    const owner = join(folder, 'owner.pid');
    try {
      file.exec('BEGIN EXCLUSIVE');
    } catch (error) {
      file.close();
      if (!isBusy(error)) throw error;
      // Only for the message: the file may not be written yet.
      const pid = await readFile(owner, 'utf8').catch(() => 'unknown');
      throw new EmbeddedPostgresError(
        `Another Parley (process ${pid.trim()}) already uses ${dataDir}: stop it, or set PARLEY_DATA_DIR to another folder.`,
      );
    }
    await writeFile(owner, `${process.pid}\n`);
    return new OwnerLock(file);
  }

  release(): void {
    if (this.#file.isOpen) this.#file.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
