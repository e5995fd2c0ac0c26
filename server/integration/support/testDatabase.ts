import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openDatabase, type Database } from '../../db/index.ts';
import { startEmbeddedPostgres } from '../../db/embedded/index.ts';
import { createTemporaryFolder } from './temporaryFolder.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export interface TestPostgres {
  /** A new, migrated database of its own, copied in some ten milliseconds. */
  createDatabase(): Promise<Database>;
  /** The address of a new, empty database. */
  createEmptyDatabase(): Promise<string>;
  close(): Promise<void>;
}

/** A real PostgreSQL for one test file. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const folder = await createTemporaryFolder();
  const postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  const opened: Database[] = [];
  const nextUrl = async (template: string) => {
    const name = `test_${randomUUID().replaceAll('-', '')}`;
    const client = new pg.Client({ connectionString: urlOf(postgres.url, 'postgres') });
    await client.connect();
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
    await client.end();
    return urlOf(postgres.url, name);
  };
  const migrated = await openDatabase({ url: postgres.url, log });
  // A template must not be in use while it is copied.
  await migrated.close();
  return {
    createDatabase: async () => {
      const database = await openDatabase({ url: await nextUrl('parley'), log });
      opened.push(database);
      return database;
    },
    createEmptyDatabase: () => nextUrl('template1'),
    close: async () => {
      await Promise.all(opened.map((database) => database.close()));
      await postgres.close();
      await folder.remove();
    },
  };
}

function urlOf(url: string, database: string): string {
  const copy = new URL(url);
  copy.pathname = `/${database}`;
  return copy.href;
}
