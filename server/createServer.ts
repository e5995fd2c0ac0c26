import { join } from 'node:path';
import type { Logger } from 'pino';
import { createAccounts, type Accounts } from './accounts/index.ts';
import { Drain } from './Drain.ts';
import { createAccountStore } from './db/index.ts';
import { assertCanListen, toListenError } from './listening.ts';
import type { Meetings } from './meetings/index.ts';
import { openEdges } from './openEdges.ts';
import { PendingWrites, repeat } from './ops/index.ts';
import { publicUrlOf } from './publicUrl.ts';
import type { Rooms } from './rooms/index.ts';
import type { ServerOptions } from './ServerOptions.ts';
import type { Signaling } from './signaling/index.ts';
import { startFoundation, type Foundation } from './startFoundation.ts';
import { DiskBlobStore } from './storage/index.ts';
import { takeUpSessions } from './takeUpSessions.ts';
import { wireMeetings } from './wireMeetings.ts';

const PURGE_EVERY_MS = 6 * 60 * 60 * 1000;
const EXPIRE_EVERY_MS = 5 * 60 * 1000;

export interface ParleyServer {
  /** Where people open it. */
  readonly url: string;
  /** The port that it listens at. */
  readonly port: number;
  /** The one-time link by which the first administrator registers; null once there is one. */
  readonly setupUrl: string | null;
  /**
   * Begins no meeting any more, lets those that run go on, and tells everybody. To be followed by `close`.
   * @returns resolves when nobody is in a meeting, the time is over, or `impatience` fires
   */
  drain(limitMs: number, impatience: AbortSignal): Promise<void>;
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
  const { config, log } = options;
  await assertCanListen(config);
  const foundation = await startFoundation(config, log, parts);
  // The features tell the sockets what happens, and the sockets ask the features who is there.
  const pendingWrites = new PendingWrites({ log });
  parts.defer(() => pendingWrites.close());
  const wiring = { pendingWrites, signaling: () => edges.signaling };
  const features = createFeatures(options, foundation, wiring);
  let port = config.port;
  const publicUrl = () => publicUrlOf(config, port);
  const drain = new Drain({ ...features, signaling: () => edges.signaling, log });
  const isDraining = () => drain.isUnderWay;
  const edgesOptions = { ...options, foundation, ...features, publicUrl, isDraining };
  const edges = await openEdges(edgesOptions, parts);
  // Whoever resumes as soon as the port answers finds the session that media have kept.
  await takeUpSessions(features.rooms, log);
  const setupToken = await features.accounts.createSetupToken();
  try {
    port = await edges.http.listen(config);
  } catch (error) {
    throw toListenError(error, config);
  }
  startJobs(features, log, parts);
  const url = publicUrl();
  log.info({ address: url, port }, 'server started');
  return {
    url,
    port,
    setupUrl: setupToken && `${url}/setup#token=${setupToken}`,
    drain: (limitMs, impatience) => drain.run(limitMs, impatience),
  };
}

interface Features {
  accounts: Accounts;
  meetings: Meetings;
  rooms: Rooms;
}

function createFeatures(
  { config, log, limits, now }: ServerOptions,
  { database: { dataSource }, media, secret }: Foundation,
  { pendingWrites, signaling }: { pendingWrites: PendingWrites; signaling: () => Signaling },
): Features {
  const { meetings, rooms } = wireMeetings({
    dataSource,
    media,
    maxParticipants: config.maxParticipants,
    secret,
    pendingWrites,
    log,
    broadcast: (...message) => signaling().broadcast(...message),
  });
  const accounts = createAccounts({
    store: createAccountStore(dataSource),
    blobs: new DiskBlobStore(join(config.dataDir, 'blobs')),
    liveSessions: {
      endUser: (userId, reason, scope) => {
        rooms.endUser(userId, reason === 'banned' ? 'banned' : 'signedOut', scope);
        signaling().disconnectUser(userId, scope);
      },
      moveSignIn: (fromFamilyId, toFamilyId) => {
        rooms.moveSignIn(fromFamilyId, toFamilyId);
        signaling().moveSignIn(fromFamilyId, toFamilyId);
      },
    },
    ownedMeetings: meetings,
    secret,
    log,
    limits,
    now,
  });
  return { accounts, meetings, rooms };
}

function startJobs(
  { accounts, meetings }: Features,
  log: Logger,
  parts: AsyncDisposableStack,
): void {
  const jobs = [
    { name: 'purge sessions', everyMs: PURGE_EVERY_MS, run: () => accounts.purge() },
    {
      name: 'expire meetings',
      everyMs: EXPIRE_EVERY_MS,
      run: () => meetings.expireStale(Date.now()),
    },
  ];
  for (const job of jobs) parts.defer(repeat({ ...job, log }));
}
