import { afterAll, beforeAll, expect, test } from 'vitest';
import { RATE_LIMITS } from '../accounts/index.ts';
import { ApiClient, newPerson, PASSWORD } from './support/ApiClient.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

const few = (points: number) => ({ points, seconds: 60 });

let server: TestServer;
let api: ApiClient;

beforeAll(async () => {
  server = await startTestServer({
    limits: {
      ...RATE_LIMITS,
      loginPerAccountAndAddress: few(3),
      loginPerAccount: few(5),
      loginPerAddress: few(20),
      registerPerAddress: few(12),
      refreshPerAccount: few(4),
      passwordPerAccount: few(2),
      avatarPerAccount: few(2),
    },
  });
  api = new ApiClient(server.url);
});
afterAll(() => server.close());

/** The server believes a proxy on its own machine, so a test can be in many places. */
const from = (address: string) => ({ 'x-forwarded-for': address });
const login = (email: string, password: string, address: string) =>
  api.send('POST', '/auth/login', { body: { email, password }, headers: from(address) });

test('guessing one password is stopped, for the right one too, and told when to try again', async () => {
  const { user } = await api.signIn('/auth/register', newPerson());
  for (let guess = 0; guess < 3; guess++) {
    expect((await login(user.email, 'wrong', '203.0.113.1')).status).toBe(401);
  }
  const stopped = await login(user.email, PASSWORD, '203.0.113.1');
  expect(stopped.status).toBe(429);
  expect(stopped.body.error).toBe('rate_limited');
  expect(Number(stopped.headers.get('retry-after'))).toBeGreaterThan(0);
  // Its owner, elsewhere, is not locked out by somebody else's guesses.
  expect((await login(user.email, PASSWORD, '203.0.113.2')).status).toBe(200);
});

test('guessing one account from many addresses is stopped as well', async () => {
  const { user } = await api.signIn('/auth/register', newPerson());
  for (let guess = 0; guess < 5; guess++) {
    expect((await login(user.email, 'wrong', `198.51.100.${guess}`)).status).toBe(401);
  }
  expect((await login(user.email, 'wrong', '198.51.100.99')).status).toBe(429);
});

test('one address that tries many accounts is stopped', async () => {
  const attempt = (n: number) => login(`nobody${n}@example.org`, 'wrong', '203.0.113.9');
  for (let n = 0; n < 20; n++) expect((await attempt(n)).status).toBe(401);
  expect((await attempt(20)).status).toBe(429);
});

test('pictures, which take a core each, are taken so often and no more', async () => {
  const { accessToken: token } = await api.signIn('/auth/register', newPerson());
  const put = () => {
    const form = new FormData();
    form.set('file', new Blob(['no picture'], { type: 'image/png' }), 'me.png');
    const url = `${server.url}/api/v1/users/me/avatar`;
    return fetch(url, { method: 'PUT', body: form, headers: { authorization: `Bearer ${token}` } });
  };
  expect((await put()).status).toBe(415);
  expect((await put()).status).toBe(415);
  expect((await put()).status).toBe(429);
});

test('logging in rightly does not use the limit up', async () => {
  const { user } = await api.signIn('/auth/register', newPerson());
  for (let n = 0; n < 8; n++) {
    expect((await login(user.email, PASSWORD, '203.0.113.20')).status).toBe(200);
  }
});

test('refreshing without end is stopped, and the session lives on', async () => {
  const browser = new ApiClient(server.url);
  await browser.signIn('/auth/register', newPerson({ client: 'browser' }));
  for (let n = 0; n < 4; n++) expect((await browser.refresh()).status).toBe(200);
  expect((await browser.refresh()).body.error).toBe('rate_limited');
});

test('guessing the password of an open session is stopped', async () => {
  const { accessToken: token } = await api.signIn('/auth/register', newPerson());
  const remove = (password: string) =>
    api.send('DELETE', '/users/me', { token, body: { password } });
  expect((await remove('wrong')).status).toBe(401);
  expect((await remove('wrong')).status).toBe(401);
  expect((await remove(PASSWORD)).status).toBe(429);
});

test('registering in bulk is stopped', async () => {
  const outcomes: number[] = [];
  for (let n = 0; n < 13; n++) {
    const body = newPerson();
    const headers = from('203.0.113.50');
    outcomes.push((await api.send('POST', '/auth/register', { body, headers })).status);
  }
  expect(outcomes.slice(0, 12)).toEqual(Array<number>(12).fill(201));
  expect(outcomes[12]).toBe(429);
});
