import pg from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { CONNECT_LIMIT_MS, PatientPool } from './PatientPool.ts';
import { PreparingClient } from './PreparingClient.ts';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

/** Connections of one server: requests wait for a free one rather than fill the database up. */
const POOL_SIZE = 20;
/**
 * Nothing that a request asks for takes so long. Counted here, for a database that has gone silent and cannot count
 * itself. Together with both waits of `PatientPool` it stays below the 10 s after which a client takes its socket for
 * lost [R2]: a database that is away must not look like a server that is.
 */
const QUERY_LIMIT_MS = 4_000;
/** A little earlier: a database that can still count ends the statement itself, and keeps the connection. */
const STATEMENT_LIMIT_MS = 3_500;

/** pg itself, with a pool of our own; TypeORM takes it as it comes. */
const PATIENT_PG: unknown = Object.create(pg, { Pool: { value: PatientPool } });

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
    connectTimeoutMS: CONNECT_LIMIT_MS,
    poolErrorHandler,
    driver: PATIENT_PG,
    extra: {
      Client: PreparingClient,
      keepAlive: true,
      statement_timeout: STATEMENT_LIMIT_MS,
      query_timeout: QUERY_LIMIT_MS,
      idle_in_transaction_session_timeout: QUERY_LIMIT_MS,
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
    // Who starts a server is told at once why it cannot be.
    driver: pg,
    poolSize: 1,
    migrationsTableName: 'migrations',
    extra: { keepAlive: true },
  };
}
