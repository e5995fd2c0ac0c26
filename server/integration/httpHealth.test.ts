import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../db/embedded/index.ts';
import { ApiClient, newPerson, until } from './support/ApiClient.ts';
import { createTemporaryFolder, type TemporaryFolder } from './support/temporaryFolder.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

// Typed as any by vitest; nothing here reads it.
const A_NUMBER: unknown = expect.any(Number);

let folder: TemporaryFolder;
let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
let server: TestServer;
let api: ApiClient;

beforeAll(async () => {
  folder = await createTemporaryFolder();
  postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  server = await startTestServer({
    env: { DATABASE_URL: postgres.url, PARLEY_LOG_LEVEL: 'silent' },
  });
  api = new ApiClient(server.url);
});
afterAll(async () => {
  await server.close();
  await postgres.close();
  await folder.remove();
});

test('a server whose parts are up is healthy', async () => {
  const answer = await api.send('GET', '//health');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    status: 'ok',
    database: 'up',
    media: 'up',
    version: '0.0.0-test',
    uptimeSeconds: A_NUMBER,
  });
});

test('without its database it says so, refuses politely, and recovers by itself', async () => {
  const { accessToken: token } = await api.signIn('/auth/register', newPerson());
  await postgres.close();

  const down = await api.send('GET', '//health');
  expect(down.status).toBe(503);
  expect(down.body).toMatchObject({ status: 'degraded', database: 'down', media: 'up' });
  const refused = await api.send('POST', '/auth/register', { body: newPerson() });
  expect(refused.status).toBe(503);
  expect(refused.body.error).toBe('unavailable');
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(refused.text).not.toMatch(/ECONN|ENOENT|sock|postgres/i);
  // What needs no database is answered as ever.
  expect((await api.send('GET', '/server')).status).toBe(200);

  postgres = await startEmbeddedPostgres({ dataDir: folder.path, log });
  await until(async () => (await api.send('GET', '//health')).status === 200);
  expect((await api.send('GET', '/users/me', { token })).status).toBe(200);
});
