// The least that tells a room by socket.io: no checks, no state but the rooms. It sends what the product sends, so that
// the product's cost beyond this is what we have added. Ends with its parent.
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const http = createServer();
// Pings are no deliveries: as many of them as the product has.
const io = new Server(http, { serveClient: false, pingInterval: 15_000, pingTimeout: 5_000 });
let version = 0;

io.on('connection', (socket) => {
  socket.on('join', (room: string, ack: (reply: unknown) => void) => {
    void socket.join(room);
    ack({ ok: true, data: null });
  });
  socket.on(
    'toggle',
    ({ room, id, isMicOn }: Record<string, string>, ack: (reply: unknown) => void) => {
      version += 1;
      const payload = { version, joined: [], changed: [{ id, isMicOn }], left: [] };
      io.to(room ?? '').emit('meeting:rosterChanged', payload);
      ack({ ok: true, data: null });
    },
  );
});
process.on('disconnect', () => process.exit());
http.listen(0, '127.0.0.1', () => process.send?.(http.address()));
