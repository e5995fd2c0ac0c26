import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Account } from '../meetings/index.ts';
import { startTestPostgres } from './support/testDatabase.ts';

export interface MeetingsDatabase {
  dataSource: DataSource;
  addAccount(displayName: string): Promise<Account>;
  close(): Promise<void>;
}

/** A migrated PostgreSQL below the HTTP server: for what a client cannot bring about. */
export async function openMeetingsDatabase(): Promise<MeetingsDatabase> {
  const postgres = await startTestPostgres();
  const { dataSource } = await postgres.createDatabase();
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
    close: () => postgres.close(),
  };
}
