import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { startEmbeddedPostgres } from './db/embedded/index.ts';
import { openDatabase, type Database } from './db/index.ts';
import { createMedia, type Media } from './media/index.ts';
import { loadServerSecret } from './storage/index.ts';
import { createIceServers, deriveTurnSecret } from './turn/index.ts';

/** What everything else stands on. */
export interface Foundation {
  database: Database;
  media: Media;
  /** Stays the same across restarts; every feature derives its own keys from it. */
  secret: Uint8Array;
}

/** @param parts Gets to know how to stop what was started, even when the rest then fails. */
export async function startFoundation(
  config: Config,
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<Foundation> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  // None needs the other, and together they are most of a start. All are waited for, so that all can be stopped.
  const loading = loadServerSecret(join(config.dataDir, 'server.key'));
  const [database, media, secret] = await Promise.allSettled([
    startDatabase(config, log, parts),
    loading.then((loaded) => startMedia(config, loaded, log, parts)),
    loading,
  ]);
  return { database: started(database), media: started(media), secret: started(secret) };
}

/** The configured database, or the one that we bring along. */
async function startDatabase(
  { databaseUrl, dataDir }: Config,
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<Database> {
  let url = databaseUrl;
  if (url === null) {
    const postgres = await startEmbeddedPostgres({ dataDir, log });
    parts.defer(() => postgres.close());
    url = postgres.url;
  }
  const database = await openDatabase({ url, log });
  parts.defer(() => database.close());
  return database;
}

async function startMedia(
  { media: options, iceServers: fixed, turn }: Config,
  serverSecret: Uint8Array,
  log: Logger,
  parts: AsyncDisposableStack,
): Promise<Media> {
  const iceServers = createIceServers({
    fixed,
    turn: turn && { urls: turn.urls, secret: turn.secret ?? deriveTurnSecret(serverSecret) },
  });
  const media = await createMedia({ ...options, iceServers, log });
  parts.defer(() => media.close());
  return media;
}

function started<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
