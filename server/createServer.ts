import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { createAccounts, type RateLimits } from './accounts/index.ts';
import type { Config } from './config.ts';
import { createAccountStore, isDatabaseUnavailable } from './db/index.ts';
import {
  createAccountHandlers,
  createHttp,
  createMeetingHandlers,
  DESKTOP_ORIGIN,
  TrustedProxies,
} from './http/index.ts';
import { createHealth, repeat } from './ops/index.ts';
import { publicUrlOf } from './publicUrl.ts';
import { createSignaling, type Signaling } from './signaling/index.ts';
import { toListenError } from './StartError.ts';
import { startDatabase } from './startDatabase.ts';
import { startMedia } from './startMedia.ts';
import { DiskBlobStore, loadServerSecret } from './storage/index.ts';
import { wireMeetings } from './wireMeetings.ts';

const PURGE_EVERY_MS = 6 * 60 * 60 * 1000;
const EXPIRE_EVERY_MS = 5 * 60 * 1000;

export interface ServerOptions {
  config: Config;
  log: Logger;
  version: string;
  /** Folder of the built web client. */
  clientDir: string;
  /** Other than the usual ones. */
  limits?: RateLimits | undefined;
  now?: (() => Date) | undefined;
}

export interface ParleyServer {
  /** Where people open it. */
  readonly url: string;
  /** The port that it listens at. */
  readonly port: number;
  /** The one-time link by which the first administrator registers; null once there is one. */
  readonly setupUrl: string | null;
  /** Stops everything, the database last. Idempotent. */
  close(): Promise<void>;
}

/**
 * Puts the server together and starts it. What was started is stopped again when a later part fails.
 * @throws {StartError} and other errors whose message is one line for the person who starts it
 */
export async function createServer(options: ServerOptions): Promise<ParleyServer> {
  await using parts = new AsyncDisposableStack();
  const server = await assemble(options, parts);
  const running = parts.move();
  let closing: Promise<void> | undefined;
  return { ...server, close: () => (closing ??= running.disposeAsync()) };
}

async function assemble(
  options: ServerOptions,
  parts: AsyncDisposableStack,
): Promise<Omit<ParleyServer, 'close'>> {
  const { config, log, version, clientDir, limits, now } = options;
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  // Neither needs the other, and together they are most of a start. Both are waited for, so that both can be stopped.
  const [databaseStart, mediaStart, secretStart] = await Promise.allSettled([
    startDatabase(config, log, parts),
    startMedia(config, log, parts),
    loadServerSecret(join(config.dataDir, 'server.key')),
  ]);
  const database = started(databaseStart);
  const media = started(mediaStart);
  const secret = started(secretStart);
  const { dataSource } = database;

  let port = config.port;
  const publicUrl = () => publicUrlOf(config, port);
  const trustedProxies = new TrustedProxies(config.trustedProxies);
  const { meetings, rooms } = wireMeetings({
    dataSource,
    media,
    secret,
    log,
    broadcast: (...message) => signaling().broadcast(...message),
  });
  const accounts = createAccounts({
    store: createAccountStore(dataSource),
    blobs: new DiskBlobStore(join(config.dataDir, 'blobs')),
    liveSessions: {
      endUser: (userId, reason) => {
        rooms.endUser(userId, reason === 'banned' ? 'banned' : 'signedOut');
        signaling().disconnectUser(userId);
      },
    },
    ownedMeetings: meetings,
    secret,
    log,
    limits,
    now,
  });
  const http = await createHttp({
    handlers: {
      ...createAccountHandlers({ accounts, version }),
      ...createMeetingHandlers(meetings),
    },
    authenticate: accounts.authenticate,
    health: createHealth({
      probeDatabase: database.probe,
      isMediaUp: () => media.health() === 'up',
      version,
    }),
    isDatabaseUnavailable,
    secret,
    publicUrl,
    tls: config.tls,
    trustedProxies,
    clientDir,
    version,
    log,
  });
  parts.defer(() => http.close());
  const live = createSignaling({
    httpServer: http.server,
    allowedOrigins: [DESKTOP_ORIGIN, ...(config.publicUrl === null ? [] : [config.publicUrl])],
    authenticate: accounts.authenticate,
    addressOf: (request) => trustedProxies.addressOf(request),
    log,
  });
  // The rooms and the sockets need each other; nothing is sent before the server listens.
  function signaling(): Signaling {
    return live;
  }
  parts.defer(async () => {
    rooms.close();
    await live.close();
  });
  live.start(rooms);
  const setupToken = await accounts.createSetupToken();
  try {
    port = await http.listen(config);
  } catch (error) {
    throw toListenError(error, config);
  }
  const purge = { name: 'purge sessions', everyMs: PURGE_EVERY_MS, run: accounts.purge, log };
  const expire = {
    name: 'expire meetings',
    everyMs: EXPIRE_EVERY_MS,
    run: () => meetings.expireStale(Date.now()),
    log,
  };
  parts.defer(repeat(purge));
  parts.defer(repeat(expire));
  const url = publicUrl();
  log.info({ address: url, port }, 'server started');
  return { url, port, setupUrl: setupToken && `${url}/setup#token=${setupToken}` };
}

function started<T>(outcome: PromiseSettledResult<T>): T {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}
