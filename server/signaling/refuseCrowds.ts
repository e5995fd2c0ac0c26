import type { IncomingMessage } from 'node:http';
import type { Server } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { AddressCap } from '../addresses/index.ts';
import { toWireError } from './bindHandlers.ts';

/** What of an engine.io connection is needed here; its own types leave the request open. */
interface Connection {
  request: IncomingMessage;
  remoteAddress: string;
  once(event: 'close', listener: () => void): void;
  /** @param discard Without waiting for what is still to be sent. */
  close(discard?: boolean): void;
}

/** Time enough to open the namespace, in which it is told why. */
const REFUSAL_LIMIT_MS = 500;

export interface CrowdDeps {
  addressOf(request: { headers: NodeJS.Dict<string | string[]>; remoteAddress: string }): string;
  socketsPerAddress: AddressCap;
}

/**
 * [P6] An address that has as many sockets as it may gets no more: the next one is told why, in the handshake, and
 * closed. Counted from the moment in which it is there, so that it is of no use to stay silent: one too many that does
 * is closed after half a second, untold.
 */
export function refuseCrowds(
  io: Server<ClientToServerEvents, ServerToClientEvents>,
  deps: CrowdDeps,
): void {
  const refused = new WeakSet<object>();
  io.engine.on('connection', (connection: Connection) => {
    const { request, remoteAddress } = connection;
    const giveBack = deps.socketsPerAddress.take(
      deps.addressOf({ headers: request.headers, remoteAddress }),
    );
    if (giveBack) {
      connection.once('close', giveBack);
      return;
    }
    refused.add(connection);
    const limit = setTimeout(() => connection.close(true), REFUSAL_LIMIT_MS);
    connection.once('close', () => clearTimeout(limit));
  });
  io.use((socket, next) => {
    if (!refused.has(socket.conn)) {
      next();
      return;
    }
    const wire = toWireError(tooMany());
    next(Object.assign(new Error(wire.message), { data: wire }));
    // After the refusal, which is written first.
    setImmediate(() => socket.conn.close());
  });
}

function tooMany(): AppError {
  return new AppError(
    'rate_limited',
    'Too many people are connected from your network. Close other Parley tabs, or try again in a minute.',
    { retryAfterSeconds: 60 },
  );
}
