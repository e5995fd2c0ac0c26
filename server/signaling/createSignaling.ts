import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type {
  ClientToServerEvents,
  ServerToClientEvents,
  WireError,
} from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { Broadcast, JoiningUser, Rooms, SignInScope } from '../rooms/index.ts';
import type { AddressCap } from '../addresses/index.ts';
import { authenticateHandshake } from './authenticate.ts';
import { bindHandlers, toWireError, type ParleySocket } from './bindHandlers.ts';
import { createHandlers, type Client } from './createHandlers.ts';
import { IdleLimit } from './IdleLimit.ts';
import { limitBacklogs } from './limitBacklogs.ts';
import { RecentEndings } from './RecentEndings.ts';
import { refuseCrowds } from './refuseCrowds.ts';
import { channelOf, SocketConnection } from './SocketConnection.ts';
import { Violations } from './Violations.ts';
import { WebSockets } from './WebSockets.ts';

/** [P4]: with what thousands who come at once wait for their handshakes and for being closed, 5 s. */
const GUEST_JOIN_LIMIT_MS = 4_000;
/** [P6]: a TCP connection that became a socket says within this who it is. */
const HANDSHAKE_LIMIT_MS = 4_000;
/** [R6] */
const MAX_MESSAGE_BYTES = 256 * 1024;
/** [S1]: pings are all that an idle socket costs, 60 us of a core each. */
const PING_INTERVAL_MS = 15_000;
const PING_TIMEOUT_MS = 5_000;
/** [S5]: about what a restart takes. */
const RETRY_AFTER_MS = 2_000;

interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface SignalingDeps {
  httpServer: HttpServer;
  /** Origins that browsers may connect from beside the server's own. */
  allowedOrigins: readonly string[];
  authenticate: (accessToken: string) => Promise<JoiningUser>;
  /** The client's address, seen through the trusted proxies. */
  addressOf(request: { headers: NodeJS.Dict<string | string[]>; remoteAddress: string }): string;
  /** Counts sockets by the client's address [P6]. */
  socketsPerAddress: AddressCap;
  log: Log;
}

export interface Signaling {
  broadcast: Broadcast;
  /** Begins to accept sockets. */
  start(rooms: Rooms): void;
  /** Closes sockets of an account [P5]. */
  disconnectUser(userId: string, scope?: SignInScope): void;
  /** Sockets of one sign-in go on as those of another, which took its place [P5]. */
  moveSignIn(fromFamilyId: string, toFamilyId: string): void;
  /** Tells every socket that the server closes in so long at the latest [S7]. */
  announceDrain(limitMs: number): void;
  /** Resolves when every request that came in has had its effect. */
  close(): Promise<void>;
}

type ParleyServer = Server<ClientToServerEvents, ServerToClientEvents>;

/** What the edge knows beside its sockets. */
interface Edge {
  io: ParleyServer;
  /** Whose each socket is; guests' are not in it. */
  identities: WeakMap<ParleySocket, JoiningUser>;
  endings: RecentEndings;
  /** Requests that are not answered yet: they may still write. */
  underWay: Set<Promise<void>>;
}

/** The live edge: sockets in, rooms behind. */
export function createSignaling(deps: SignalingDeps): Signaling {
  const io: ParleyServer = new Server(deps.httpServer, {
    serveClient: false,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    pingInterval: PING_INTERVAL_MS,
    pingTimeout: PING_TIMEOUT_MS,
    connectTimeout: HANDSHAKE_LIMIT_MS,
    upgradeTimeout: HANDSHAKE_LIMIT_MS,
    wsEngine: WebSockets,
    allowRequest: (request, decide) => {
      decide(null, isAllowedOrigin(request.headers, deps.allowedOrigins));
    },
    cors: { origin: [...deps.allowedOrigins] },
  });
  const endings = new RecentEndings(() => performance.now());
  const edge: Edge = { io, identities: new WeakMap(), endings, underWay: new Set() };
  return {
    broadcast: (meetingId, name, payload) => {
      // As in SocketConnection.emit: the generic signature says more than socket.io's types can.
      const channel = io.to(channelOf(meetingId));
      (channel.emit.bind(channel) as (name: string, payload: unknown) => void)(name, payload);
    },
    start: (rooms) => accept(edge, rooms, deps),
    disconnectUser: (userId, { exceptFamilyId, onlyFamilyId } = {}) => {
      endings.note(userId, { exceptFamilyId, onlyFamilyId });
      const channel =
        onlyFamilyId === undefined ? userChannel(userId) : familyChannel(onlyFamilyId);
      const spared = exceptFamilyId === undefined ? [] : [familyChannel(exceptFamilyId)];
      io.in(channel).except(spared).disconnectSockets(true);
    },
    moveSignIn: (fromFamilyId, toFamilyId) => {
      const { adapter, sockets } = io.of('/');
      for (const socketId of adapter.rooms.get(familyChannel(fromFamilyId)) ?? []) {
        const socket = sockets.get(socketId);
        const identity = socket && edge.identities.get(socket);
        if (identity) identity.familyId = toFamilyId;
      }
      io.in(familyChannel(fromFamilyId)).socketsJoin(familyChannel(toFamilyId));
      io.socketsLeave(familyChannel(fromFamilyId));
    },
    announceDrain: (limitMs) => {
      io.emit('server:draining', { closesInMs: limitMs });
    },
    close: async () => {
      io.emit('server:closing', { retryAfterMs: RETRY_AFTER_MS });
      await io.close();
      await Promise.all(edge.underWay);
    },
  };
}

const userChannel = (userId: string): string => `user:${userId}`;
const familyChannel = (familyId: string): string => `family:${familyId}`;

function accept(edge: Edge, rooms: Rooms, deps: SignalingDeps): void {
  const { io, identities, endings } = edge;
  const checkedAt = new WeakMap<ParleySocket, number>();
  refuseCrowds(io, deps);
  limitBacklogs(io, deps.log);
  io.use((socket, next) => {
    checkedAt.set(socket, performance.now());
    authenticateHandshake(socket.handshake.auth, deps.authenticate).then(
      (identity) => {
        if (identity) identities.set(socket, identity);
        next();
      },
      (error: unknown) => {
        const wire = describe(error, 'handshake', deps.log);
        next(Object.assign(new Error(wire.message), { data: wire }));
      },
    );
  });
  io.on('connection', (socket) => {
    const identity = identities.get(socket) ?? null;
    if (identity && endings.include(identity, checkedAt.get(socket) ?? 0)) {
      socket.disconnect(true);
      return;
    }
    if (identity) void socket.join([userChannel(identity.id), familyChannel(identity.familyId)]);
    serve(socket, { identity, underWay: edge.underWay }, rooms, deps);
  });
}

function serve(
  socket: ParleySocket,
  { identity, underWay }: { identity: JoiningUser | null } & Pick<Edge, 'underWay'>,
  rooms: Rooms,
  deps: SignalingDeps,
): void {
  const client: Client = {
    connection: new SocketConnection(socket),
    user: identity,
    address: deps.addressOf({
      headers: socket.handshake.headers,
      remoteAddress: socket.handshake.address,
    }),
    session: null,
    idleLimit: new IdleLimit(identity ? null : GUEST_JOIN_LIMIT_MS, () => socket.disconnect(true)),
  };
  client.idleLimit.start();
  bindHandlers(socket, createHandlers(client, rooms), {
    violations: new Violations(() => performance.now()),
    toWireError: (error, request) => describe(error, request, deps.log),
    track: (work) => {
      underWay.add(work);
      void work.finally(() => underWay.delete(work));
    },
  });
  socket.on('disconnect', () => {
    client.idleLimit.stop();
    client.session?.handleConnectionLost();
    client.session = null;
  });
}

/** Only AppError text crosses the wire; for the rest the log keeps the story under an id. */
function describe(error: unknown, request: string, log: Log): WireError {
  if (error instanceof AppError) return toWireError(error);
  const errorId = randomUUID();
  log.error({ err: error, request, errorId }, 'request failed');
  return {
    code: 'internal',
    message: `Something went wrong on the server. Try again; if it stays, report ${errorId}.`,
  };
}

/** Cross-site WebSocket hijacking: a browser's page must be ours, or the desktop app's. */
function isAllowedOrigin(
  headers: NodeJS.Dict<string | string[]>,
  allowedOrigins: readonly string[],
): boolean {
  const { origin, host } = headers;
  if (typeof origin !== 'string') return true;
  if (allowedOrigins.includes(origin)) return true;
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
