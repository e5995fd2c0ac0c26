import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { openDatabase, type Database } from './db/index.ts';
import { startEmbeddedPostgres } from './db/embedded/index.ts';

/** Opens the configured database, or the one that we bring along. */
export async function startDatabase(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<Database> {
  const url = databaseUrl ?? (await startOwn(dataDir, log, parts));
  const database = await openDatabase({ url, log });
  parts.defer(() => database.close());
  return database;
}

async function startOwn(
  dataDir: string,
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<string> {
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  parts.defer(() => postgres.close());
  return postgres.url;
}
