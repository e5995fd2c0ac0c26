import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { createWorker } from 'mediasoup';
import { WebSocketServer } from 'ws';
import { freePort } from '../../../../shared/net/freePort.ts';
import { BareRoom } from './BareRoom.ts';
import type { BareRequest } from './protocol.ts';

// A program of its own: `node server.ts <folder of the built page>`; says `ready <url> <media port>`.

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript' };
const folder = process.argv[2] ?? '';

const worker = await createWorker();
// One for both, as the product has it: what stands between (`steerMedia`) knows one port.
const port = await freePort('127.0.0.1');
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [
    { protocol: 'udp', ip: '127.0.0.1', port },
    { protocol: 'tcp', ip: '127.0.0.1', port },
  ],
});
const router = await worker.createRouter({
  mediaCodecs: [
    { kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
    { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
  ],
});
const room = new BareRoom(router, webRtcServer);

const http = createServer((request, response) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const name = pathname === '/' ? 'index.html' : pathname;
  readFile(join(folder, name)).then(
    (body) => response.setHeader('content-type', TYPES[extname(name)] ?? '').end(body),
    () => response.writeHead(404).end(),
  );
});
new WebSocketServer({ server: http }).on('connection', (socket) => {
  const { answer, leave } = room.enter();
  socket.on('close', leave);
  socket.on('message', (data: Buffer) => {
    // Both ends are ours.
    const request = JSON.parse(data.toString()) as BareRequest;
    answer(request).then(
      (given) => socket.send(JSON.stringify({ id: request.id, answer: given })),
      (error: unknown) => socket.close(1011, String(error).slice(0, 100)),
    );
  });
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
const address = http.address();
if (address === null || typeof address === 'string') throw new Error('no port was given');
console.log(`ready http://127.0.0.1:${address.port} ${port}`);
process.once('SIGTERM', () => process.exit(0));
