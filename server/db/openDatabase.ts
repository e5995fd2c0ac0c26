import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { DatabaseError } from './DatabaseError.ts';
import { closeSilentConnections } from './closeSilentConnections.ts';
import { connectionOptions } from './connectionOptions.ts';
import type { DatabaseLog } from './DatabaseLog.ts';
import { entities } from './entities/index.ts';
import { migrate } from './migrate.ts';

export interface Database {
  readonly dataSource: DataSource;
  /** Resolves when the database answers; rejects when it does not within the time. */
  probe(timeoutMs: number): Promise<void>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** A database that starts together with us (compose, systemd) may need this long. */
const START_PATIENCE_MS = 20_000;
const RETRY_AFTER_MS = 250;
const NOT_YET_CODES = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', '57P03']);

/**
 * Connects and migrates. A connection that breaks later is replaced by the pool; nothing crashes.
 * @throws {DatabaseError} one line: unreachable, refused, too old
 */
export async function openDatabase(options: { url: string; log: DatabaseLog }): Promise<Database> {
  const { url, log } = options;
  await migrateWhenReachable(url, log);
  let closing: Promise<void> | undefined;
  const dataSource = await new DataSource({
    ...connectionOptions(url, (error) => {
      // The pool does not wait for its connections to be gone; what they still say then is no news.
      if (!closing) log.warn({ err: error }, 'database connection lost');
    }),
    entities,
  }).initialize();
  closeSilentConnections(dataSource, log);
  return {
    dataSource,
    probe: async (timeoutMs) => {
      const timeout = delay(timeoutMs, undefined, { ref: false }).then(() => {
        throw new DatabaseError(`The database did not answer within ${timeoutMs} ms.`);
      });
      await Promise.race([dataSource.query('SELECT 1'), timeout]);
    },
    close: () => (closing ??= dataSource.destroy()),
  };
}

async function migrateWhenReachable(url: string, log: DatabaseLog): Promise<void> {
  const deadline = performance.now() + START_PATIENCE_MS;
  for (let isTold = false; ; isTold = true) {
    try {
      return await migrate(url, log);
    } catch (error) {
      const code = codeOf(error);
      if (error instanceof DatabaseError) throw error;
      if (!NOT_YET_CODES.has(code) || performance.now() > deadline)
        throw toDatabaseError(error, code);
      if (!isTold) log.warn({ code }, 'the database is not there yet; waiting for it');
      await delay(RETRY_AFTER_MS);
    }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; start PostgreSQL or correct DATABASE_URL.',
  ENOTFOUND: 'its host name is not known; correct DATABASE_URL.',
  EAI_AGAIN: 'its host name is not known; correct DATABASE_URL.',
  ETIMEDOUT: 'its host does not answer; check the network or correct DATABASE_URL.',
  '28P01': 'it refuses the password; correct DATABASE_URL.',
  '28000': 'it refuses this user; correct DATABASE_URL.',
  '3D000': 'that database does not exist; create it or correct DATABASE_URL.',
  '42501': 'this user may not create tables there; grant it CREATE on the schema.',
  '57P03': 'it is still starting; try again in a moment.',
};

function toDatabaseError(cause: unknown, code: string): DatabaseError {
  const reason = REASONS[code] ?? (cause instanceof Error ? cause.message : 'unknown reason');
  return new DatabaseError(`The database cannot be used: ${reason}`, { cause });
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
