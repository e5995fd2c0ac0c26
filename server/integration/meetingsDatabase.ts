import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { startEmbeddedPostgres } from '../db/embedded/index.ts';
import { openDatabase } from '../db/index.ts';
import type { Account } from '../meetings/index.ts';

const QUIET = { info: () => {}, warn: () => {}, error: () => {} };

export interface MeetingsDatabase {
  dataSource: DataSource;
  addAccount(displayName: string): Promise<Account>;
  close(): Promise<void>;
}

/** A migrated PostgreSQL of its own, below the HTTP server: for what a client cannot bring about. */
export async function openMeetingsDatabase(): Promise<MeetingsDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'parley-meetings-'));
  // PostgreSQL runs under another account where the tests run as root, and must get in.
  await chmod(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir, log: QUIET });
  const database = await openDatabase({ url: postgres.url, log: QUIET });
  const { dataSource } = database;
  return {
    dataSource,
    addAccount: async (displayName) => {
      const id = randomUUID();
      await dataSource.query(
        `INSERT INTO users (id, email, password_hash, display_name, role, created_at)
         VALUES ($1, $2, '', $3, 'member', now())`,
        [id, `${id}@example.org`, displayName],
      );
      return { id, displayName, avatarUrl: null };
    },
    close: async () => {
      await database.close();
      await postgres.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
