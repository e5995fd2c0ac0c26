import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Link } from './Link.ts';
import { UdpRelay } from './UdpRelay.ts';

interface Arrival {
  text: string;
  from: RemoteInfo;
}

/** A socket and all that has come to it. */
async function openSocket(): Promise<{ socket: Socket; port: number; arrivals: Arrival[] }> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const arrivals: Arrival[] = [];
  socket.on('message', (data, from) => arrivals.push({ text: data.toString(), from }));
  return { socket, port: socket.address().port, arrivals };
}

describe('UdpRelay', () => {
  let server: Awaited<ReturnType<typeof openSocket>>;
  let client: Awaited<ReturnType<typeof openSocket>>;
  let up: Link;
  let down: Link;
  let relay: UdpRelay;
  beforeEach(async () => {
    server = await openSocket();
    client = await openSocket();
    up = new Link(() => 0.5);
    down = new Link(() => 0.5);
    const target = { address: '127.0.0.1', port: server.port };
    relay = await UdpRelay.open({ target, up, down, sourceAddress: '127.0.0.1' });
    server.socket.on('message', (data, { address, port }) => {
      server.socket.send(`${data.toString()}!`, port, address);
    });
  });
  afterEach(() => {
    relay.close();
    server.socket.close();
    client.socket.close();
  });

  const say = (text: string) => client.socket.send(text, relay.port, '127.0.0.1');
  const heard = () => client.arrivals.map(({ text }) => text);

  it('carries datagrams there and back', async () => {
    say('a');
    await expect.poll(heard).toEqual(['a!']);
    expect(relay.counts).toEqual({ forwarded: 2, lost: 0, cut: 0 });
  });

  it('never brings one before its time', async () => {
    up.set({ delayMs: 30 });
    down.set({ delayMs: 30 });
    const saidAt = performance.now();
    say('a');
    await expect.poll(heard, { interval: 1 }).toEqual(['a!']);
    expect(performance.now() - saidAt).toBeGreaterThanOrEqual(59);
  });

  it('loses what the link loses', async () => {
    up.set({ loss: 1 });
    say('a');
    await expect.poll(() => relay.counts.lost).toBe(1);
    up.set({ loss: 0 });
    say('b');
    await expect.poll(heard).toEqual(['b!']);
  });

  it('brings nothing while it is cut, nor afterwards what was under way then', async () => {
    up.set({ delayMs: 50 });
    say('under way');
    say('under way');
    await expect.poll(() => relay.counts.forwarded + relay.counts.cut).toBe(0);
    relay.setCut(true);
    say('cut');
    await expect.poll(() => relay.counts.cut).toBe(3);
    relay.setCut(false);
    say('back');
    await expect.poll(heard).toEqual(['back!']);
  });

  it('comes from another address after a move, and answers to the old one are lost', async () => {
    say('a');
    await expect.poll(heard).toEqual(['a!']);
    const old = server.arrivals[0]?.from;
    relay.changeAddress('127.0.0.3');
    if (old) server.socket.send('late', old.port, old.address);
    say('b');
    await expect.poll(heard).toEqual(['a!', 'b!']);
    expect(server.arrivals[1]?.from).toMatchObject({ address: '127.0.0.3' });
    expect(server.arrivals[1]?.from.port).not.toBe(old?.port);
  });
});
