import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../../db/embedded/index.ts';
import { postmasterPid } from '../embedded/postgresProcess.ts';
import { ApiClient, until } from '../support/ApiClient.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder.ts';
import { startTestServer, type TestServer } from '../support/testServer.ts';
import { DatabaseProxy } from './DatabaseProxy.ts';
import { freezeProcesses } from './freezeProcesses.ts';
import { Meeting, type Seated } from './Meeting.ts';

/** [R2]: what takes longer makes a client believe that its connection is lost. */
const ANSWER_LIMIT_MS = 10_000;

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let folder: TemporaryFolder;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let proxy: DatabaseProxy;
let server: TestServer;
let meeting: Meeting;

beforeAll(async () => {
  folder = await createTemporaryFolder();
  postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  proxy = await DatabaseProxy.start(postgres.url);
  server = await startTestServer({
    env: { DATABASE_URL: proxy.url, PARLEY_LOG_LEVEL: 'silent' },
  });
});
afterEach(() => meeting.close());
afterAll(async () => {
  await server.close();
  await proxy.close();
  await postgres.close();
  await folder.remove();
});

async function rows<T extends pg.QueryResultRow>(sql: string, values: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  const result = await client.query<T>(sql, values);
  await client.end();
  return result.rows;
}

const health = async () => (await new ApiClient(server.url).send('GET', '//health')).status;

interface StoredSeat {
  display_name: string;
  hand_raised_at: Date | null;
  left_at: Date | null;
}

async function storedSeat({ joined }: Seated): Promise<StoredSeat | undefined> {
  const sql = 'SELECT display_name, hand_raised_at, left_at FROM participants WHERE id = $1';
  return (await rows<StoredSeat>(sql, [joined.self.participantId]))[0];
}

describe.each([
  [
    'gone',
    async () => {
      await proxy.close();
      return () => proxy.open();
    },
  ],
  [
    'silent',
    async () => {
      const thaw = await freezeProcesses((await postmasterPid(folder.path)) ?? 0);
      return () => Promise.resolve(thaw());
    },
  ],
] as const)('while the database is %s', (_how, takeAway) => {
  let bringBack: () => Promise<void>;
  let ben: Seated;
  let cleo: Seated;

  const begin = async () => {
    meeting = await Meeting.open(server.url);
    ben = await meeting.seat('Ben');
    cleo = await meeting.seat('Cleo');
    bringBack = await takeAway();
  };
  const end = async () => {
    await bringBack();
    await until(async () => (await health()) === 200, 15_000);
  };

  test('[S8] hands, names, reactions and leaving go on, and are stored when it is back', async () => {
    await begin();
    await ben.socket.call('participant:raiseHand', { isRaised: true });
    await ben.socket.call('participant:rename', { displayName: 'Benjamin' });
    await ben.socket.call('participant:react', { emoji: '👍' });
    const before = Date.now();
    await cleo.socket.call('meeting:leave', {});
    const { socket } = meeting.host;
    const benId = ben.joined.self.participantId;
    await socket.event('meeting:reacted', ({ participantId }) => participantId === benId);
    await socket.event('meeting:rosterChanged', ({ left }) => left.length === 1);
    await socket.event('meeting:rosterChanged', ({ changed }) =>
      changed.some(({ displayName }) => displayName === 'Benjamin'),
    );
    // Whether it was meant or an accident: who changes their mind meanwhile is believed too.
    await meeting.host.socket.call('participant:raiseHand', { isRaised: true });
    await meeting.host.socket.call('participant:raiseHand', { isRaised: false });
    const left = Date.now();
    await end();
    await until(async () => (await storedSeat(cleo))?.left_at !== null);
    const leftAt = (await storedSeat(cleo))?.left_at?.getTime() ?? 0;
    expect(leftAt).toBeGreaterThanOrEqual(before);
    expect(leftAt).toBeLessThanOrEqual(left);
    await until(async () => (await storedSeat(ben))?.display_name === 'Benjamin');
    expect(await storedSeat(ben)).toMatchObject({ left_at: null });
    await until(async () => (await storedSeat(ben))?.hand_raised_at !== null);
    expect(await storedSeat(meeting.host)).toMatchObject({ hand_raised_at: null, left_at: null });
    for (const each of [ben, meeting.host]) expect(each.socket.socket.connected).toBe(true);
  }, 60_000);

  test('[C4] chat and the host’s decisions are refused in time, and nothing is stored twice', async () => {
    await begin();
    const message = { id: randomUUID(), text: 'Can you hear me?' };
    const refused = { ok: false, error: { code: 'unavailable', retryAfterSeconds: 2 } };
    const startedAt = performance.now();
    const answers = await Promise.all([
      ben.socket.reply('chat:sendMessage', message),
      meeting.host.socket.reply('meeting:setLocked', { isLocked: true }),
      meeting.host.socket.reply('participant:setRole', {
        participantId: cleo.joined.self.participantId,
        role: 'cohost',
      }),
    ]);
    expect(performance.now() - startedAt).toBeLessThan(ANSWER_LIMIT_MS);
    for (const answer of answers) expect(answer).toMatchObject(refused);
    await end();
    await ben.socket.call('chat:sendMessage', message);
    await ben.socket.call('chat:sendMessage', message);
    const stored = await rows('SELECT 1 FROM chat_messages WHERE id = $1', [message.id]);
    expect(stored).toHaveLength(1);
    await cleo.socket.event('chat:messageSent', ({ id }) => id === message.id);
    expect(cleo.socket.count('chat:messageSent')).toBe(1);
    await meeting.host.socket.call('meeting:setLocked', { isLocked: true });
    await cleo.socket.event('meeting:lockChanged', ({ isLocked }) => isLocked);
  }, 60_000);

  test('[S8] whoever loses the line comes back to the same session, chat included', async () => {
    meeting = await Meeting.open(server.url);
    ben = await meeting.seat('Ben');
    cleo = await meeting.seat('Cleo');
    const { id } = await cleo.socket.call('chat:sendMessage', { id: randomUUID(), text: 'Hi' });
    bringBack = await takeAway();
    ben.socket.close();
    const { sessionId, seatToken } = ben.joined.self;
    const socket = await meeting.connect(ben.account);
    const resumed = await socket.call('meeting:resume', { seatToken, sessionId });
    expect(resumed.self).toMatchObject({ sessionId });
    expect(resumed.chat.messages.map((each) => each.id)).toEqual([id]);
    await end();
  }, 60_000);

  test('[S8] a session is not ended by a refresh that cannot be stored', async () => {
    await begin();
    const api = new ApiClient(server.url);
    const body = { refreshToken: ben.account.refreshToken };
    const refused = await api.send('POST', '/auth/refresh', { body });
    expect(refused).toMatchObject({ status: 503, body: { error: 'unavailable' } });
    expect(refused.headers.get('retry-after')).toBe('2');
    await end();
    expect((await api.send('POST', '/auth/refresh', { body })).status).toBe(200);
    expect(ben.socket.socket.connected).toBe(true);
  }, 60_000);
});
