import { createServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  PROTOCOL_VERSION,
  type RequestArgument,
  type WireError,
} from '../../../shared/contracts/index.ts';
import { createFakeClock, type FakeClock } from '../platform/fakeClock.ts';
import { type ConnectionListener, type ServerEvent, SocketConnection } from './connection.ts';

/** A real socket.io server, which answers as each test wants. */
async function startServer() {
  const http = createServer();
  const io = new Server(http);
  const sockets: Socket[] = [];
  io.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { io, sockets, origin: `http://127.0.0.1:${port}`, close: () => io.close() };
}

class Heard implements ConnectionListener {
  readonly what: string[] = [];
  readonly events: ServerEvent[] = [];
  refusal: WireError | null = null;

  handleOpen() {
    this.what.push('open');
  }

  handleDoubt() {
    this.what.push('doubt');
  }

  handleRelief() {
    this.what.push('relief');
  }

  handleLost() {
    this.what.push('lost');
  }

  handleRefused(error: WireError) {
    this.what.push('refused');
    this.refusal = error;
  }

  handleEvent(event: ServerEvent) {
    this.what.push(event.name);
    this.events.push(event);
  }
}

describe('SocketConnection', () => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let heard: Heard;
  let clock: FakeClock;
  let connection: SocketConnection | null;
  beforeEach(async () => {
    server = await startServer();
    heard = new Heard();
    clock = createFakeClock();
    connection = null;
  });
  afterEach(async () => {
    vi.useRealTimers();
    connection?.close();
    await server.close();
  });

  const connect = (token: () => Promise<string | null> = () => Promise.resolve(null)) => {
    connection = new SocketConnection(
      { clock, origin: server.origin, getAccessToken: token },
      heard,
    );
    return connection;
  };
  const open = async () => {
    const opened = connect();
    await expect.poll(() => [heard.what[0], server.sockets.length]).toEqual(['open', 1]);
    return opened;
  };

  it('[P1] shows its protocol version and a fresh access token', async () => {
    connect(() => Promise.resolve('fresh'));
    await expect
      .poll(() => server.sockets[0]?.handshake.auth)
      .toEqual({
        protocolVersion: PROTOCOL_VERSION,
        accessToken: 'fresh',
      });
  });

  it('[P2] tells why the server refuses it', async () => {
    const refusal = { code: 'protocol_version', message: 'This app is older than the server.' };
    server.io.use((_socket, next) => next(Object.assign(new Error('no'), { data: refusal })));
    connect();
    await expect.poll(() => heard.refusal).toEqual(refusal);
    expect(heard.what).toEqual(['refused']);
  });

  it('doubts a server whose ping is overdue, until anything is heard of it [S1]', async () => {
    await open();
    const { pingInterval = Infinity } = server.io.engine.opts;
    clock.advance(pingInterval + 1000);
    expect(heard.what).toEqual(['open']);
    clock.advance(1000);
    expect(heard.what).toEqual(['open', 'doubt']);
    server.sockets[0]?.emit('media:reset', {});
    await expect.poll(() => heard.what).toEqual(['open', 'doubt', 'relief', 'media:reset']);
  });

  it('leaves no timer when it is closed', async () => {
    (await open()).close();
    expect(clock.pendingCount).toBe(0);
  });

  it('is lost when no access token can be had', async () => {
    connect(() => Promise.reject(new Error('offline')));
    await expect.poll(() => heard.what).toEqual(['lost']);
  });

  it('is lost when an access token never comes, and takes none that comes too late', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { promise, resolve } = Promise.withResolvers<string>();
    connect(() => promise);
    vi.advanceTimersByTime(7999);
    expect(heard.what).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(heard.what).toEqual(['lost']);
    resolve('late');
    await promise;
    vi.useRealTimers();
    // The next one is served, so that the late one would have been, too.
    heard.what.length = 0;
    await open();
    expect(server.sockets).toHaveLength(1);
  });

  it('[R2] waits 10 s for an acknowledgement and then counts as lost', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { call } = bound(await open());
    const pending = call('meeting:setLocked', { isLocked: true });
    const failed = expect(pending).rejects.toMatchObject({ code: 'unavailable' });
    vi.advanceTimersByTime(9999);
    expect(heard.what).toEqual(['open']);
    vi.advanceTimersByTime(1);
    expect(heard.what).toEqual(['open', 'lost']);
    await failed;
    await expect.poll(() => server.sockets[0]?.connected).toBe(false);
  });

  it('is lost when nobody listens there', async () => {
    await server.close();
    connect();
    await expect.poll(() => heard.what, { timeout: 5000 }).toEqual(['lost']);
  });

  it('[R1] returns the output of an answer and throws its error', async () => {
    const { call } = bound(await open());
    server.sockets[0]?.on('meeting:setLocked', (_input, ack: (reply: unknown) => void) =>
      ack({ ok: true, data: null }),
    );
    server.sockets[0]?.on('meeting:end', (_input, ack: (reply: unknown) => void) =>
      ack({ ok: false, error: { code: 'forbidden', message: 'Only the host may do that.' } }),
    );
    expect(await call('meeting:setLocked', { isLocked: true })).toBeNull();
    await expect(call('meeting:end', {})).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('does not pass on an answer that is not what the contract says', async () => {
    const { call } = bound(await open());
    server.sockets[0]?.on('media:produce', (_input, ack: (reply: unknown) => void) =>
      ack({ ok: true, data: { producerId: 7 } }),
    );
    const codec = { mimeType: 'audio/opus', payloadType: 100, clockRate: 48000 };
    const input: RequestArgument<'media:produce'> = {
      transportId: 't',
      source: 'mic',
      isPaused: false,
      rtpParameters: { codecs: [codec] },
    };
    await expect(call('media:produce', input)).rejects.toMatchObject({
      code: 'protocol_violation',
    });
  });

  it('hands an answer over before the events that follow it', async () => {
    const opened = await open();
    server.sockets[0]?.on('meeting:setLocked', (_input, ack: (reply: unknown) => void) => {
      ack({ ok: true, data: null });
      server.sockets[0]?.emit('media:reset', {});
    });
    await opened.call('meeting:setLocked', { isLocked: true }, () => heard.what.push('answer'));
    await expect.poll(() => heard.what).toEqual(['open', 'answer', 'media:reset']);
  });

  it('ignores events that it does not know or cannot read', async () => {
    await open();
    server.sockets[0]?.emit('meeting:somethingNew', {});
    server.sockets[0]?.emit('media:activeSpeakerChanged', { participantId: 5 });
    server.sockets[0]?.emit('server:closing', { retryAfterMs: 10, novelty: true });
    await expect
      .poll(() => heard.events)
      .toEqual([{ name: 'server:closing', payload: { retryAfterMs: 10 } }]);
  });

  it('fails what is pending and says once that it is lost', async () => {
    const { call } = bound(await open());
    const pending = call('meeting:end', {});
    server.sockets[0]?.disconnect(true);
    await expect(pending).rejects.toMatchObject({ code: 'unavailable' });
    await expect.poll(() => heard.what).toEqual(['open', 'lost']);
    await expect(call('meeting:end', {})).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('lets an answer that comes after its closing be followed by a last word', async () => {
    const opened = await open();
    const serverSide = server.sockets[0];
    const asked = Promise.withResolvers<(reply: unknown) => void>();
    serverSide?.on('meeting:setLocked', (_input, ack: (reply: unknown) => void) => {
      asked.resolve(ack);
    });
    const left = new Promise((resolve) =>
      serverSide?.on('meeting:leave', (input: unknown, ack: (reply: unknown) => void) => {
        resolve(input);
        ack({ ok: true, data: null });
      }),
    );
    const pending = opened.call('meeting:setLocked', { isLocked: true }, () => {
      opened.call('meeting:leave', {}).catch(() => undefined);
    });
    const ack = await asked.promise;
    opened.close();
    ack({ ok: true, data: null });
    await pending;
    expect(await left).toEqual({});
    await expect.poll(() => serverSide?.connected).toBe(false);
  });

  it('gives up at once what was asked when it is abandoned, and takes in no answer after that', async () => {
    const opened = await open();
    const serverSide = server.sockets[0];
    const asked = Promise.withResolvers<(reply: unknown) => void>();
    serverSide?.on('meeting:setLocked', (_input, ack: (reply: unknown) => void) => {
      asked.resolve(ack);
    });
    let isTakenIn = false;
    const pending = opened.call('meeting:setLocked', { isLocked: true }, () => (isTakenIn = true));
    const refused = expect(pending).rejects.toMatchObject({ code: 'unavailable' });
    const ack = await asked.promise;
    ack({ ok: true, data: null });
    opened.abandon();
    await refused;
    await expect.poll(() => serverSide?.connected).toBe(false);
    expect(isTakenIn).toBe(false);
    expect(heard.what).toEqual(['open']);
  });

  it('still sends what was said right before it was closed', async () => {
    const opened = await open();
    const serverSide = server.sockets[0];
    const left = new Promise((resolve) =>
      serverSide?.on('meeting:leave', (input: unknown, ack: (reply: unknown) => void) => {
        resolve(input);
        ack({ ok: true, data: null });
      }),
    );
    opened.call('meeting:leave', { mayReturn: false }).catch(() => undefined);
    opened.close();
    expect(await left).toEqual({ mayReturn: false });
    await expect.poll(() => serverSide?.connected).toBe(false);
    expect(heard.what).toEqual(['open']);
  });
});

function bound(connection: SocketConnection): Pick<SocketConnection, 'call'> {
  return { call: connection.call.bind(connection) };
}
