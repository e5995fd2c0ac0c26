import { DataSource, MigrationExecutor } from 'typeorm';
import { DatabaseError } from './DatabaseError.ts';
import { migrationOptions } from './connectionOptions.ts';
import { migrations } from './migrations/index.ts';
import type { DatabaseLog } from './DatabaseLog.ts';

/** Any number, the same for every Parley server on one database: who migrates holds it. */
const MIGRATION_LOCK = 7_274_496;
const OLDEST_VERSION = 14;

/**
 * Brings the database up to date. Servers that start together come one after another.
 * @throws {DatabaseError} when the PostgreSQL there is too old
 */
export async function migrate(url: string, log: DatabaseLog): Promise<void> {
  const dataSource = await new DataSource({
    ...migrationOptions(url, (error) => log.warn({ err: error }, 'database connection lost')),
    migrations,
  }).initialize();
  const runner = dataSource.createQueryRunner();
  try {
    const [row] = (await runner.query('SHOW server_version_num')) as {
      server_version_num: string;
    }[];
    const version = Math.floor(Number(row?.server_version_num) / 10_000);
    if (version < OLDEST_VERSION) {
      throw new DatabaseError(
        `DATABASE_URL names a PostgreSQL ${version}; Parley needs ${OLDEST_VERSION} or newer.`,
      );
    }
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const executor = new MigrationExecutor(dataSource, runner);
    executor.transaction = 'each';
    const done = await executor.executePendingMigrations();
    if (done.length > 0) {
      log.info({ migrations: done.map(({ name }) => name) }, 'database migrated');
    }
  } finally {
    // Ends the connection, and with it the lock.
    await runner.release();
    await dataSource.destroy();
  }
}
