import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { AppError } from '../../shared/errors.ts';
import type { AddressCap } from '../addresses/index.ts';
import { toErrorEnvelope } from './envelope.ts';
import type { HttpLog } from './logRequests.ts';

/** Files and sockets of the database, the media workers, uploads and pages, which must not starve. */
const OTHER_FILES = 500;
const WARN_EVERY_MS = 60_000;

export interface ConnectionGuard {
  /** Counts connections by the address at their other end. */
  perAddress: AddressCap;
  log: HttpLog;
}

/** Bounds how many connections there are: of one address, and in all, so that those who are in a meeting keep theirs. */
export function guardConnections(server: Server, { perAddress, log }: ConnectionGuard): void {
  const warn = warnSeldom(log);
  const fileLimit = readFileLimit();
  if (fileLimit !== null) server.maxConnections = Math.max(1, fileLimit - OTHER_FILES);
  server.on('drop', () => warn('as many connections as this process may have'));
  server.on('connection', (socket: Socket) => {
    const giveBack = perAddress.take(socket.remoteAddress ?? '');
    if (giveBack) {
      socket.once('close', giveBack);
      return;
    }
    warn('as many connections as one address may have');
    refuse(socket, 'encrypted' in server);
  });
}

/** With TLS there is no telling before a handshake, which is what costs. */
function refuse(socket: Socket, isTls: boolean): void {
  if (isTls) {
    socket.destroy();
    return;
  }
  const told = new AppError(
    'rate_limited',
    'Too many connections are open from your network. Close some, or try again in a minute.',
  );
  const body = JSON.stringify(toErrorEnvelope(told));
  socket.write(
    `HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nRetry-After: 60\r\n` +
      `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
  socket.destroySoon();
}

/** A flood fills no log. */
function warnSeldom(log: HttpLog): (reason: string) => void {
  let refused = 0;
  let nextAt = 0;
  return (reason) => {
    refused += 1;
    if (performance.now() < nextAt) return;
    log.warn({ refused, reason }, 'connections refused');
    nextAt = performance.now() + WARN_EVERY_MS;
    refused = 0;
  };
}

/** How many files this process may have open; null where the system does not say so in a file. */
function readFileLimit(): number | null {
  try {
    const limit = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined ? null : Number(limit);
  } catch {
    // Not Linux: the system's own limit holds, and is met later.
    return null;
  }
}
