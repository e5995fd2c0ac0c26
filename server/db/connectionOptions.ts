import type { DataSourceOptions } from 'typeorm';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Connections of one server: requests wait for a free one rather than fill the database up. */
const POOL_SIZE = 20;
const CONNECT_TIMEOUT_MS = 5_000;
/** Nothing that a request asks for takes so long; what does would hold a connection for good. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Counted here, for a database that has gone silent and cannot count itself. */
const QUERY_TIMEOUT_MS = 20_000;

export function connectionOptions(
  url: string,
  poolErrorHandler: (error: unknown) => void,
): PostgresOptions {
  return {
    type: 'postgres',
    url,
    synchronize: false,
    installExtensions: false,
    applicationName: 'parley',
    poolSize: POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler,
    extra: {
      keepAlive: true,
      statement_timeout: STATEMENT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    },
  };
}

/** A migration may take as long as it takes, and one connection is all it needs. */
export function migrationOptions(
  url: string,
  poolErrorHandler: (error: unknown) => void,
): PostgresOptions {
  return {
    ...connectionOptions(url, poolErrorHandler),
    poolSize: 1,
    migrationsTableName: 'migrations',
    extra: { keepAlive: true },
  };
}
