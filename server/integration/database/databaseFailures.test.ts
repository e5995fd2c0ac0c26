import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ROTATION_GRACE_MS } from '../../accounts/index.ts';
import { startEmbeddedPostgres } from '../../db/embedded/index.ts';
import { postmasterPid } from '../embedded/postgresProcess.ts';
import { ApiClient, sessionOf, until } from '../support/ApiClient.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder.ts';
import { startTestServer, type TestServer } from '../support/testServer.ts';
import type { SocketClient } from '../signaling/SocketClient.ts';
import { DatabaseProxy } from './DatabaseProxy.ts';
import { Meeting, type Seated } from './Meeting.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: TemporaryFolder;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let proxy: DatabaseProxy;
let server: TestServer;
let skewMs = 0;
let meeting: Meeting;
let ben: Seated;

beforeAll(async () => {
  folder = await createTemporaryFolder();
  postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  proxy = await DatabaseProxy.start(postgres.url);
  server = await startTestServer({
    env: { DATABASE_URL: proxy.url, PARLEY_LOG_LEVEL: 'silent' },
    now: () => new Date(Date.now() + skewMs),
  });
});
beforeEach(async () => {
  skewMs = 0;
  meeting = await Meeting.open(server.url);
  ben = await meeting.seat('Ben');
});
afterEach(() => meeting.close());
afterAll(async () => {
  await server.close();
  await proxy.close();
  await postgres.close();
  await folder.remove();
});

async function connectDirectly(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  return client;
}

async function countStored(ids: readonly string[]): Promise<number> {
  const client = await connectDirectly();
  const sql = 'SELECT 1 FROM chat_messages WHERE id = ANY ($1::uuid[])';
  const { rowCount } = await client.query(sql, [ids]);
  await client.end();
  return rowCount ?? 0;
}

/** As the client does it: again when the server says that it is time. */
async function deliver(socket: SocketClient, id: string): Promise<void> {
  const reply = await socket.reply('chat:sendMessage', { id, text: 'Hello' });
  if (reply.ok) return;
  expect(['unavailable', 'rate_limited']).toContain(reply.error.code);
  await delay(1000 * (reply.error.retryAfterSeconds ?? 1));
  return deliver(socket, id);
}

const health = async () => (await new ApiClient(server.url).send('GET', '//health')).status;

test('a message whose storing nobody heard of is shown to everybody when it is sent again, once', async () => {
  const message = { id: randomUUID(), text: 'Hello' };
  proxy.loseAnswerTo('INSERT INTO "chat_messages"');
  const first = await ben.socket.reply('chat:sendMessage', message);
  expect(first).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  expect(proxy.hasLostAnswer).toBe(true);
  expect(await countStored([message.id])).toBe(1);
  expect(meeting.host.socket.count('chat:messageSent')).toBe(0);
  await ben.socket.call('chat:sendMessage', message);
  await ben.socket.call('chat:sendMessage', message);
  await meeting.host.socket.event('chat:messageSent', ({ id }) => id === message.id);
  const after = await ben.socket.call('chat:sendMessage', { id: randomUUID(), text: 'There?' });
  await meeting.host.socket.event('chat:messageSent', ({ id }) => id === after.id);
  expect(meeting.host.socket.count('chat:messageSent')).toBe(2);
  expect(await countStored([message.id])).toBe(1);
});

test('a refresh that failed at its commit is no theft, however late it is tried again', async () => {
  const api = new ApiClient(server.url);
  const body = { refreshToken: ben.account.refreshToken };
  proxy.loseAnswerTo('COMMIT');
  const lost = await api.send('POST', '/auth/refresh', { body });
  expect(lost).toMatchObject({ status: 503, body: { error: 'unavailable' } });
  expect(proxy.hasLostAnswer).toBe(true);
  skewMs = 2 * ROTATION_GRACE_MS;
  const again = sessionOf(await api.send('POST', '/auth/refresh', { body }));
  expect(ben.socket.socket.connected).toBe(true);
  // Answered now, it is a used token like any other.
  skewMs = 4 * ROTATION_GRACE_MS;
  expect((await api.send('POST', '/auth/refresh', { body })).status).toBe(401);
  const next = { refreshToken: again.refreshToken };
  expect((await api.send('POST', '/auth/refresh', { body: next })).status).toBe(401);
});

test('what was begun when the database went away is not half done', async () => {
  const api = new ApiClient(server.url);
  proxy.loseAnswerTo('INSERT INTO "meetings"');
  const request = { token: ben.account.accessToken, body: { title: 'Half a meeting' } };
  expect((await api.send('POST', '/meetings', request)).status).toBe(503);
  const client = await connectDirectly();
  const sql = `SELECT 1 FROM meetings WHERE title = 'Half a meeting'`;
  expect((await client.query(sql)).rowCount).toBe(0);
  await client.end();
});

test('a write waits for a database that is back within seconds', async () => {
  await proxy.close();
  await until(async () => (await health()) === 503);
  const message = { id: randomUUID(), text: 'Wait for me' };
  const sending = ben.socket.call('chat:sendMessage', message);
  await proxy.open();
  expect(await sending).toMatchObject(message);
  expect(await countStored([message.id])).toBe(1);
});

test('a PostgreSQL that is killed is started again, and everything acknowledged is there', async () => {
  const acknowledged: string[] = [];
  const send = async (id: string) => {
    const reply = await ben.socket.reply('chat:sendMessage', { id, text: 'once' });
    if (reply.ok) acknowledged.push(id);
    return reply.ok;
  };
  const ids = Array.from({ length: 8 }, () => randomUUID());
  const [first = '', ...others] = ids;
  await send(first);
  process.kill((await postmasterPid(folder.path)) ?? 0, 'SIGKILL');
  await Promise.all(others.map(send));
  expect(await countStored(acknowledged)).toBe(acknowledged.length);
  await until(async () => (await health()) === 200);
  // What was not acknowledged is sent again with the id that it had.
  for (const id of ids) await until(() => send(id));
  expect(await countStored(ids)).toBe(ids.length);
  const shown = () =>
    meeting.host.socket.received.filter(({ name }) => name === 'chat:messageSent');
  await until(() => shown().length >= ids.length);
  expect(shown()).toHaveLength(ids.length);
}, 40_000);

test('when every connection is taken, what needs one is refused in time, and comes through after', async () => {
  const holder = await connectDirectly();
  await holder.query('BEGIN; LOCK TABLE chat_messages IN ACCESS EXCLUSIVE MODE');
  const people = [ben, ...(await Promise.all(['Cleo', 'Dan', 'Eve'].map((n) => meeting.seat(n))))];
  const messages = people.flatMap(({ socket }) =>
    Array.from({ length: 8 }, () => ({ socket, id: randomUUID() })),
  );
  const sending = messages.map(({ socket, id }) =>
    socket.reply('chat:sendMessage', { id, text: 'Hello' }),
  );
  const api = new ApiClient(server.url);
  const [me, ...answers] = await Promise.all([
    api.send('GET', '/users/me', { token: ben.account.accessToken }),
    ...sending,
  ]);
  expect([200, 503]).toContain(me?.status);
  for (const answer of answers) {
    expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  }
  // Hands need no answer of the database.
  await ben.socket.call('participant:raiseHand', { isRaised: true });
  await holder.query('COMMIT');
  await holder.end();
  await Promise.all(messages.map(({ socket, id }) => deliver(socket, id)));
  expect(await countStored(messages.map(({ id }) => id))).toBe(messages.length);
}, 60_000);
