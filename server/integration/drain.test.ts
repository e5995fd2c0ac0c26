import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Meeting, Session } from '../../shared/contracts/index.ts';
import { SocketClient } from './signaling/SocketClient.ts';
import { ApiClient, newPerson } from './support/ApiClient.ts';
import { ServerProcess } from './support/ServerProcess.ts';

/** The server's own limit for closing what is open, and some. */
const CLOSE_LIMIT_MS = 20_000;

let server: ServerProcess;
let api: ApiClient;
let url: string;
let host: Session;
let clients: SocketClient[];

async function start(drainSeconds: number): Promise<void> {
  const env = { PARLEY_DRAIN_SECONDS: String(drainSeconds), PARLEY_LOG_LEVEL: 'info' };
  server = await ServerProcess.start({ ...env, PARLEY_MEDIA_ADDRESS: '127.0.0.1' });
  url = await server.ready();
  api = new ApiClient(url);
  host = await api.signIn('/auth/register', newPerson({ displayName: 'Ana' }));
}

beforeEach(() => {
  clients = [];
});
afterEach(async () => {
  for (const client of clients) client.close();
  // Nobody waits for meetings of a test that failed.
  server.signal('SIGKILL');
  await server.dispose();
});

const create = () =>
  api.send('POST', '/meetings', { body: { title: 'Stand-up' }, token: host.accessToken });
const meet = async () => (await create()).body.data as Meeting;

async function join(code: string, displayName = 'Ben'): Promise<SocketClient> {
  const client = await SocketClient.connect(url);
  clients.push(client);
  await client.call('meeting:join', { code, displayName });
  return client;
}

const raiseHand = (client: SocketClient) =>
  client.reply('participant:raiseHand', { isRaised: true });

describe('[S7] SIGTERM with PARLEY_DRAIN_SECONDS', () => {
  test('tells everybody, begins nothing, lets a meeting go on, and ends with the last one', async () => {
    await start(600);
    const [running, other] = [await meet(), await meet()];
    const ben = await join(running.code);
    server.signal('SIGTERM');
    expect(await ben.event('server:draining')).toEqual({ closesInMs: 600_000 });

    const health = await api.send('GET', '//health');
    expect(health).toMatchObject({ status: 200, body: { status: 'draining', database: 'up' } });
    const refused = await create();
    expect(refused).toMatchObject({ status: 503, body: { error: 'server_closing' } });
    expect(refused.headers.get('retry-after')).toBe('15');
    await expect(join(other.code)).rejects.toMatchObject({ code: 'server_closing' });

    const cleo = await SocketClient.connect(url);
    clients.push(cleo);
    const joined = await cleo.call('meeting:join', { code: running.code, displayName: 'Cleo' });
    expect(joined.closesInMs).toBeLessThan(600_000);
    expect(joined.closesInMs).toBeGreaterThan(400_000);
    expect(await raiseHand(ben)).toMatchObject({ ok: true });
    expect(ben.count('server:closing')).toBe(0);

    for (const client of [ben, cleo]) await client.call('meeting:leave', {});
    expect(await server.exited).toBe(0);
    expect(server.stderr).not.toContain('"level":"error"');
  });

  test('ends when the time is over, and says when to come back', async () => {
    const drainSeconds = 2;
    await start(drainSeconds);
    const ben = await join((await meet()).code);
    const askedAt = performance.now();
    server.signal('SIGTERM');
    expect(await ben.event('server:draining')).toEqual({ closesInMs: drainSeconds * 1000 });
    expect(await ben.event('server:closing')).toEqual({ retryAfterMs: 2_000 });
    // Not before the time that it gave, and not long after it: closing has a limit of its own.
    const givenMs = performance.now() - askedAt;
    expect(givenMs).toBeGreaterThan(drainSeconds * 1000 - 100);
    expect(await server.exited).toBe(0);
    expect(performance.now() - askedAt).toBeLessThan(drainSeconds * 1000 + CLOSE_LIMIT_MS);
    expect(ben.count('meeting:ended')).toBe(0);
  });

  test('ends at once when it is asked again', async () => {
    await start(600);
    const ben = await join((await meet()).code);
    server.signal('SIGTERM');
    await ben.event('server:draining');
    // Two signals within a second are one wish that came by two ways.
    await delay(1_100);
    server.signal('SIGTERM');
    await ben.event('server:closing');
    expect(await server.exited).toBe(0);
  });

  test('ends at once where nobody is in a meeting', async () => {
    await start(600);
    await meet();
    server.signal('SIGTERM');
    expect(await server.exited).toBe(0);
  });

  test('does not concern SIGINT, which waits for nobody', async () => {
    await start(600);
    const ben = await join((await meet()).code);
    server.signal('SIGINT');
    expect(await server.exited).toBe(0);
    expect(ben.count('server:draining')).toBe(0);
  });
});

test('a server that stops while people come and go has written all of it, and fails at nothing', async () => {
  await start(0);
  const { code } = await meet();
  const inside = await Promise.all(Array.from({ length: 20 }, () => join(code)));
  const outside = await Promise.all(Array.from({ length: 20 }, () => SocketClient.connect(url)));
  clients.push(...outside);
  // On their way when the server begins to close: none of them is waited for here.
  for (const client of inside) void client.send('meeting:leave', {}).catch(() => undefined);
  for (const client of outside) {
    void client.send('meeting:join', { code, displayName: 'Late' }).catch(() => undefined);
  }
  server.signal('SIGTERM');
  expect(await server.exited).toBe(0);
  expect(server.stderr).not.toContain('"level":"error"');
  expect(server.stderr).not.toContain('"level":"warn"');
});
