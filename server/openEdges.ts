import type { Accounts } from './accounts/index.ts';
import { AddressCap } from './addresses/index.ts';
import {
  createAccountHandlers,
  createHttp,
  createMeetingHandlers,
  DESKTOP_ORIGIN,
  TrustedProxies,
  type Http,
} from './http/index.ts';
import type { Meetings } from './meetings/index.ts';
import { createHealth } from './ops/index.ts';
import type { Rooms } from './rooms/index.ts';
import type { ServerOptions } from './ServerOptions.ts';
import { createSignaling, type Signaling } from './signaling/index.ts';
import type { Foundation } from './startFoundation.ts';

/** For answers that are under way when the server stops. */
const LAST_ANSWERS_MS = 2_000;

/** A page keeps its signalling socket, and for a minute what it was loaded by. */
const CONNECTIONS_PER_SOCKET = 2;

export interface EdgesOptions extends ServerOptions {
  foundation: Foundation;
  accounts: Accounts;
  meetings: Meetings;
  rooms: Rooms;
  publicUrl: () => string;
  isDraining: () => boolean;
}

/** Everything that comes in from outside comes in here: HTTP, and sockets on the same port. Does not listen yet. */
export async function openEdges(
  options: EdgesOptions,
  parts: AsyncDisposableStack,
): Promise<{ http: Http; signaling: Signaling }> {
  const { config, log, version, clientDir, publicUrl, accounts, meetings, rooms } = options;
  const { database, media, secret } = options.foundation;
  const trustedProxies = new TrustedProxies(config.trustedProxies);
  // A proxy speaks for many: whom it names is counted, it is not.
  const isExempt = (address: string) => trustedProxies.has(address);
  const capOf = (most: number) => new AddressCap({ most, isExempt });
  const http = await createHttp({
    handlers: {
      ...createAccountHandlers({ accounts, version }),
      ...createMeetingHandlers(meetings),
    },
    authenticate: (accessToken) => accounts.authenticate(accessToken),
    health: createHealth({
      probeDatabase: (timeoutMs) => database.probe(timeoutMs),
      isMediaUp: () => media.health() === 'up',
      isDraining: options.isDraining,
      version,
    }),
    secret,
    publicUrl,
    tls: config.tls,
    trustedProxies,
    connectionsPerAddress: capOf(CONNECTIONS_PER_SOCKET * config.socketsPerAddress),
    clientDir,
    version,
    log,
  });
  parts.defer(() => http.close());
  const signaling = createSignaling({
    httpServer: http.server,
    allowedOrigins: [DESKTOP_ORIGIN, ...(config.publicUrl === null ? [] : [config.publicUrl])],
    authenticate: (accessToken) => accounts.authenticate(accessToken),
    addressOf: (request) => trustedProxies.addressOf(request),
    socketsPerAddress: capOf(config.socketsPerAddress),
    log,
  });
  parts.defer(async () => {
    rooms.close();
    // A request that is never sent to its end must not hold up the stop, nor what is stored after it.
    const limit = setTimeout(() => http.server.closeAllConnections(), LAST_ANSWERS_MS);
    await signaling.close().finally(() => clearTimeout(limit));
  });
  signaling.start(rooms);
  return { http, signaling };
}
