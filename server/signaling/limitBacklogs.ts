import type { Server } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '../../shared/contracts/index.ts';

/** What of an engine.io connection is needed here; its own types name its events without what they carry. */
interface Connection {
  on(event: 'packetCreate', listener: (packet: { data?: unknown }) => void): void;
  on(event: 'flush', listener: () => void): void;
  close(discard: boolean): void;
}

interface Log {
  warn(fields: object, message: string): void;
}

/** Two of the largest answers: the state of a room of 1,000 who all speak and show themselves is about 3 M. */
export const MOST_WAITING = 8 * 1024 * 1024;

/**
 * [R9] What is said to somebody who does not read it waits here, without a limit of engine.io's own: a socket for which
 * more than this waits, in characters, is closed. Its seat is kept as after any loss, so a line that was merely slow
 * begins anew, with the state of now.
 */
export function limitBacklogs(
  io: Server<ClientToServerEvents, ServerToClientEvents>,
  log: Log,
): void {
  io.engine.on('connection', (connection: Connection) => {
    let waiting = 0;
    let isClosed = false;
    connection.on('packetCreate', ({ data }) => {
      if (typeof data === 'string') waiting += data.length;
      if (waiting <= MOST_WAITING || isClosed) return;
      isClosed = true;
      log.warn({ waiting }, 'a socket that does not read was closed');
      // Not within the sending of a packet, of which engine.io has not taken note yet.
      setImmediate(() => connection.close(true));
    });
    connection.on('flush', () => (waiting = 0));
  });
}
