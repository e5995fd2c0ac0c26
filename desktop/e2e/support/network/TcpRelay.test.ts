import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Link } from './Link.ts';
import { TcpRelay } from './TcpRelay.ts';

describe('TcpRelay', () => {
  let server: Server;
  let served: Socket[];
  let target: { address: string; port: number };
  let up: Link;
  let down: Link;
  let relay: TcpRelay;
  let clients: Socket[];
  beforeEach(async () => {
    served = [];
    clients = [];
    server = createServer((socket) => {
      served.push(socket);
      socket.on('error', () => undefined);
      socket.on('data', (data) => socket.write(`${data.toString()}!`));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    target = { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
    up = new Link(() => 0.5);
    down = new Link(() => 0.5);
    relay = await TcpRelay.open({ target, up, down, sourceAddress: '127.0.0.1' });
  });
  afterEach(() => {
    relay.close();
    server.close();
    for (const socket of [...served, ...clients]) socket.destroy();
  });

  const open = () => {
    const socket = connect(relay.port, '127.0.0.1');
    clients.push(socket);
    const client = { socket, heard: '', error: '' };
    socket.on('data', (data) => (client.heard += data.toString()));
    socket.on('error', (error) => (client.error = error.message));
    return client;
  };

  it('carries bytes there and back, and the end of a connection', async () => {
    const client = open();
    client.socket.write('a');
    await expect.poll(() => client.heard).toBe('a!');
    client.socket.end();
    await expect.poll(() => client.socket.destroyed).toBe(true);
    expect(client.error).toBe('');
  });

  it('takes the round trip of the handshake, and one for question and answer', async () => {
    up.set({ delayMs: 20 });
    down.set({ delayMs: 20 });
    const client = open();
    const saidAt = performance.now();
    client.socket.write('a');
    await expect.poll(() => client.heard, { interval: 1 }).toBe('a!');
    expect(performance.now() - saidAt).toBeGreaterThanOrEqual(79);
  });

  it('is mute while it is cut, with the connection kept, and brings everything afterwards', async () => {
    const client = open();
    client.socket.write('a');
    await expect.poll(() => client.heard).toBe('a!');
    relay.setCut(true);
    const cutAt = performance.now();
    client.socket.write('b');
    served[0]?.write('c');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(client.heard).toBe('a!');
    relay.setCut(false);
    await expect.poll(() => client.heard.length).toBe('a!cb!'.length);
    // The first retransmission comes after 200 ms.
    expect(performance.now() - cutAt).toBeGreaterThanOrEqual(199);
    expect(served).toHaveLength(1);
  });

  it('lets a connection that begins while it is cut wait as a SYN does', async () => {
    relay.setCut(true);
    const client = open();
    const openedAt = performance.now();
    client.socket.write('a');
    await once(client.socket, 'connect');
    relay.setCut(false);
    await expect.poll(() => client.heard, { timeout: 3000 }).toBe('a!');
    expect(performance.now() - openedAt).toBeGreaterThanOrEqual(999);
  });

  it('does not tell the server of an end that a cut client makes', async () => {
    const client = open();
    client.socket.write('a');
    await expect.poll(() => client.heard).toBe('a!');
    relay.setCut(true);
    client.socket.destroy();
    await once(client.socket, 'close');
    expect(served[0]?.destroyed).toBe(false);
    relay.setCut(false);
    await expect.poll(() => served[0]?.destroyed).toBe(true);
  });

  it('breaks connections of a client that moves, of which the server hears nothing', async () => {
    const client = open();
    client.socket.write('a');
    await expect.poll(() => client.heard).toBe('a!');
    relay.changeAddress('127.0.0.3');
    await expect.poll(() => client.error).toContain('ECONNRESET');
    relay.setCut(true);
    relay.setCut(false);
    const again = open();
    again.socket.write('b');
    await expect.poll(() => again.heard).toBe('b!');
    expect(served.map(({ remoteAddress }) => remoteAddress)).toEqual(['127.0.0.1', '127.0.0.3']);
    expect(served[0]?.destroyed).toBe(false);
  });

  it('breaks a connection that the server refuses', async () => {
    server.close();
    await once(server, 'close');
    const client = open();
    await expect.poll(() => client.error).toContain('ECONNRESET');
  });

  it('carries much more than fits into its window, slowly, without losing a byte', async () => {
    down.set({ bitsPerSecond: 80_000_000 });
    const client = open();
    client.socket.write('x'.repeat(2_000_000));
    await expect
      .poll(() => client.heard.replaceAll('!', '').length, { timeout: 5000 })
      .toBe(2_000_000);
  });
});
