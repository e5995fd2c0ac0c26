import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect } from 'socket.io-client';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { limitBacklogs, MOST_WAITING } from './limitBacklogs.ts';

const httpServer = createServer();
const io = new Server(httpServer);
const warnings: object[] = [];
limitBacklogs(io, { warn: (fields) => warnings.push(fields) });
afterEach(async () => io.close());

const PIECE = 'x'.repeat(256 * 1024);
/** More than two sockets' buffers hold, beside what may wait here. */
const PIECES = 120;

test('[R9] a socket that does not read what it is told is closed, and one that does is not', async () => {
  httpServer.listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const { port } = httpServer.address() as AddressInfo;

  const reader = connect(`http://127.0.0.1:${port}`, { transports: ['websocket'] });
  await new Promise<void>((resolve) => reader.on('connect', resolve));
  let heard = 0;
  reader.on('piece' as never, () => void (heard += 1));

  const mute = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`);
  await once(mute, 'open');
  const greeted = new Promise<void>((resolve) => io.on('connection', () => resolve()));
  mute.send('40');
  await greeted;
  mute.pause();

  const left = new Promise<string>((resolve) => {
    for (const socket of io.sockets.sockets.values()) {
      if (socket.id !== reader.id) socket.on('disconnect', resolve);
    }
  });
  // Each piece when those who read have it, so that nothing waits for them.
  for (let count = 1; count <= PIECES; count += 1) {
    io.emit('piece' as never, PIECE);
    await expect.poll(() => heard, { interval: 1 }).toBe(count);
  }
  expect(await left).toBe('forced close');
  expect(warnings).toEqual([{ waiting: expect.any(Number) as number }]);
  const [{ waiting }] = warnings as [{ waiting: number }];
  expect(waiting).toBeGreaterThan(MOST_WAITING);
  expect(waiting).toBeLessThan(MOST_WAITING + 2 * PIECE.length);
  expect(reader.connected).toBe(true);
  reader.close();
  mute.terminate();
});
