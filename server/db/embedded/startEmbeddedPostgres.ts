import { createServer } from 'node:net';
import { once } from 'node:events';
import pg from 'pg';
import { ensureCluster } from './createCluster.ts';
import type { EmbeddedPostgresLog } from './EmbeddedPostgres.ts';
import { EmbeddedPostgres } from './EmbeddedPostgres.ts';
import { findHome } from './home.ts';
import { OwnerLock } from './OwnerLock.ts';
import { place } from './placement.ts';
import type { Address } from './settings.ts';
import { connectionUrl, DATABASE_NAME, SOCKET_PORT } from './settings.ts';

const UNDEFINED_DATABASE = '3D000';

export interface StartEmbeddedPostgresOptions {
  /** Parley's data folder, made when missing. What is the database's lies in its `postgres` (see home.ts). */
  readonly dataDir: string;
  readonly log: EmbeddedPostgresLog;
}

export interface RunningEmbeddedPostgres {
  /** For pg, TypeORM and psql; the password is in it, so never log it. */
  readonly url: string;
  /** Stops PostgreSQL cleanly; close all connections first. Idempotent. */
  close(): Promise<void>;
}

/**
 * Starts the PostgreSQL that Parley brings along and keeps it running; resolves when the database `parley` takes
 * connections. It ends with this process, however that ends, and the next start recovers what a crash left.
 * @throws {EmbeddedPostgresError} with one line that says what to do: data folder in use, wrong version, no permission.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
}: StartEmbeddedPostgresOptions): Promise<RunningEmbeddedPostgres> {
  const home = await findHome(dataDir);
  const lock = await OwnerLock.take(home.path, dataDir);
  try {
    const placement = await place(home);
    const password = await ensureCluster(placement);
    const address = await chooseAddress(placement.sockets);
    const postgres = await EmbeddedPostgres.start({ placement, address, lock, log });
    const urlOf = (database: string) => connectionUrl(address, password, database);
    try {
      await ensureDatabase(urlOf);
    } catch (error) {
      await postgres.close();
      throw error;
    }
    return { url: urlOf(DATABASE_NAME), close: () => postgres.close() };
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function chooseAddress(sockets: string | undefined): Promise<Address> {
  if (sockets !== undefined) return { sockets, port: SOCKET_PORT };
  return { sockets, port: await findFreePort() };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}

/** Asked at every start, not only after initdb: the first start may have been cut off in between. */
async function ensureDatabase(urlOf: (database: string) => string): Promise<void> {
  try {
    await query(urlOf(DATABASE_NAME), 'SELECT 1');
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === UNDEFINED_DATABASE)) throw error;
    await query(urlOf('postgres'), `CREATE DATABASE ${DATABASE_NAME}`);
  }
}

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
