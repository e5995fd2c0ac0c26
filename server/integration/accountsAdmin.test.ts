import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION, routes, type Session } from '../../shared/contracts/index.ts';
import { ApiClient, newPerson, PASSWORD } from './support/ApiClient.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

// Typed as any by vitest; nothing here reads it.
const A_TEXT: unknown = expect.any(String);

let server: TestServer;
let api: ApiClient;
let admin: Session;

beforeAll(async () => {
  server = await startTestServer();
  api = new ApiClient(server.url);
});
afterAll(() => server.close());

const register = (details: object = {}) => api.signIn('/auth/register', newPerson(details));
const asAdmin = (method: string, path: string, body?: object) =>
  api.send(method, path, { token: admin.accessToken, body });

describe('the set-up link', () => {
  const setupRequired = async () => (await api.send('GET', '/server')).body.data;

  test('is announced while there is no administrator', async () => {
    expect(server.setupToken).toMatch(/^[\w-]{43}$/);
    expect(await setupRequired()).toMatchObject({ setupRequired: true, product: 'Parley' });
  });

  test('is not used up by a registration that fails', async () => {
    const taken = await register();
    const setupToken = server.setupToken;
    const body = newPerson({ email: taken.user.email, setupToken });
    expect((await api.send('POST', '/auth/register', { body })).body.error).toBe('email_taken');
    const guess = newPerson({ setupToken: 'guess' });
    const refused = await api.send('POST', '/auth/register', { body: guess });
    expect(refused.status).toBe(403);
    expect(refused.body.error).toBe('setup_link_invalid');
  });

  test('makes one administrator of two who follow it at once, and dies', async () => {
    const { setupToken } = server;
    const answers = await Promise.all(
      [1, 2].map(() => api.send('POST', '/auth/register', { body: newPerson({ setupToken }) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403]);
    admin = answers.find(({ status }) => status === 201)?.body.data as Session;
    expect(admin.user.role).toBe('admin');
    expect(await setupRequired()).toMatchObject({ setupRequired: false });
    const late = await api.send('POST', '/auth/register', { body: newPerson({ setupToken }) });
    expect(late.body.error).toBe('setup_link_invalid');
  });
});

describe('the list of people', () => {
  const list = async (query: string) => {
    const answer = await asAdmin('GET', `/users?${query}`);
    return routes.listUsers.response.parse(answer.body.data);
  };

  test('is for administrators only', async () => {
    const { accessToken: token } = await register();
    const answer = await api.send('GET', '/users', { token });
    expect(answer.status).toBe(403);
    expect(answer.body.error).toBe('forbidden');
    expect((await api.send('GET', '/users')).status).toBe(401);
  });

  test('finds a part of a name or an address in any case, and comes by pages', async () => {
    const names = ['Zoë Findme', 'findME Alan', 'Mia FINDME'];
    for (const displayName of names) await register({ displayName });
    const all = await list('search=findme&sort=displayName&order=asc');
    expect(all.items.map(({ displayName }) => displayName)).toEqual([
      'findME Alan',
      'Mia FINDME',
      'Zoë Findme',
    ]);
    expect(all.total).toBe(3);
    const first = await list('search=findme&sort=displayName&order=asc&pageSize=2');
    expect(first.total).toBe(3);
    const second = await list(
      `search=findme&sort=displayName&order=asc&pageSize=2&after=${String(first.next)}`,
    );
    expect(second).toMatchObject({ total: null, next: null });
    expect(second.items.map(({ displayName }) => displayName)).toEqual(['Zoë Findme']);
    const byMail = await list(`search=${encodeURIComponent(admin.user.email.toUpperCase())}`);
    expect(byMail.items.map(({ id }) => id)).toEqual([admin.user.id]);
  });

  test('takes wildcards for what they are', async () => {
    await register({ displayName: '100% done_' });
    expect((await list('search=%25')).items.map((user) => user.displayName)).toEqual([
      '100% done_',
    ]);
    expect((await list('search=done_')).total).toBe(1);
    expect((await list(`search=${encodeURIComponent("' OR 1=1 --")}`)).total).toBe(0);
    expect((await list('search=%5C')).total).toBe(0);
  });

  test.each(['pageSize=0', 'pageSize=101', 'sort=passwordHash', 'order=up', 'search=%00'])(
    'refuses %s',
    async (query) => {
      const answer = await asAdmin('GET', `/users?${query}`);
      expect(answer.body.error).toBe('invalid_input');
    },
  );

  test('shows no hash', async () => {
    expect((await asAdmin('GET', '/users')).text).not.toMatch(/argon2|hash/i);
  });
});

describe('a ban', () => {
  test('ends the sessions of the account at once, its socket too, and says why', async () => {
    const person = newPerson();
    const member = await register(person);
    const socket = await connect(server.url, member.accessToken);
    const closed = new Promise<string>((resolve) => socket.on('disconnect', resolve));
    const token = member.accessToken;
    expect((await api.send('GET', '/users/me', { token })).status).toBe(200);

    const answer = await asAdmin('POST', `/users/${member.user.id}/ban`, { reason: 'Spam' });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toMatchObject({ banReason: 'Spam', bannedAt: A_TEXT });

    expect(await closed).toBe('io server disconnect');
    const me = await api.send('GET', '/users/me', { token });
    expect(me.status).toBe(403);
    expect(me.body.error).toBe('account_banned');
    expect(me.body.message).toContain('Spam');
    const { refreshToken } = member;
    const refreshed = await api.send('POST', '/auth/refresh', { body: { refreshToken } });
    expect(refreshed.body.error).toBe('account_banned');
    const { email, password } = person;
    const login = await api.send('POST', '/auth/login', { body: { email, password } });
    expect(login.body.error).toBe('account_banned');
    // To whoever does not know the password it says nothing of a ban.
    const guess = await api.send('POST', '/auth/login', { body: { email, password: 'guess' } });
    expect(guess.body.error).toBe('invalid_credentials');
    await expect(connect(server.url, token)).rejects.toMatchObject({
      data: { code: 'account_banned' },
    });
  });

  test('can be lifted; the sessions from before stay ended', async () => {
    const person = newPerson();
    const member = await register(person);
    await asAdmin('POST', `/users/${member.user.id}/ban`, {});
    const lifted = await asAdmin('POST', `/users/${member.user.id}/unban`);
    expect(lifted.body.data).toMatchObject({ bannedAt: null, banReason: null });
    const { refreshToken } = member;
    const refreshed = await api.send('POST', '/auth/refresh', { body: { refreshToken } });
    expect(refreshed.body.error).toBe('unauthenticated');
    const { email, password } = person;
    expect((await api.send('POST', '/auth/login', { body: { email, password } })).status).toBe(200);
  });

  test('of oneself, of nobody and by a member is refused', async () => {
    const member = await register();
    const nobody = '00000000-0000-4000-8000-000000000000';
    expect((await asAdmin('POST', `/users/${admin.user.id}/ban`, {})).body.error).toBe('conflict');
    expect((await asAdmin('POST', `/users/${nobody}/ban`, {})).body.error).toBe('not_found');
    expect((await asAdmin('POST', `/users/${nobody}/unban`)).body.error).toBe('not_found');
    expect((await asAdmin('POST', `/users/me/ban`, {})).body.error).toBe('invalid_input');
    const { accessToken: token } = member;
    const byMember = await api.send('POST', `/users/${admin.user.id}/ban`, { token, body: {} });
    expect(byMember.body.error).toBe('forbidden');
  });
});

describe('administrators', () => {
  const setRole = (userId: string, role: string) =>
    asAdmin('PUT', `/users/${userId}/role`, { role });

  test('can be made and unmade, which counts for the access tokens that are out', async () => {
    const { user, accessToken: token } = await register();
    expect((await setRole(user.id, 'admin')).body.data).toMatchObject({ role: 'admin' });
    expect((await api.send('GET', '/users', { token })).status).toBe(200);
    await setRole(user.id, 'member');
    expect((await api.send('GET', '/users', { token })).status).toBe(403);
    expect((await setRole(user.id, 'owner')).body.error).toBe('invalid_input');
  });

  test('never run out: the last one can neither step down nor leave', async () => {
    expect((await setRole(admin.user.id, 'member')).body.error).toBe('conflict');
    const leave = await asAdmin('DELETE', '/users/me', { password: PASSWORD });
    expect(leave.body.error).toBe('conflict');
    expect((await asAdmin('GET', '/users')).status).toBe(200);
  });

  test('never run out even when two demote each other at the same moment', async () => {
    const other = await register();
    await setRole(other.user.id, 'admin');
    const [mine, theirs] = await Promise.all([
      setRole(other.user.id, 'member'),
      api.send('PUT', `/users/${admin.user.id}/role`, {
        token: other.accessToken,
        body: { role: 'member' },
      }),
    ]);
    // Whichever came first: exactly one of them is an administrator afterwards.
    const demotions = [mine, theirs].filter(({ status }) => status === 200);
    expect(demotions).toHaveLength(1);
    if (theirs.status === 200) {
      await api.send('PUT', `/users/${admin.user.id}/role`, {
        token: other.accessToken,
        body: { role: 'admin' },
      });
    }
    expect((await asAdmin('GET', '/users')).status).toBe(200);
  });
});

test('logging out everywhere closes the sockets of the account', async () => {
  const { accessToken: token } = await register();
  const socket = await connect(server.url, token);
  const closed = new Promise<string>((resolve) => socket.on('disconnect', resolve));
  await api.send('POST', '/auth/logout-all', { token });
  expect(await closed).toBe('io server disconnect');
});

function connect(url: string, accessToken: string): Promise<Socket> {
  const socket = io(url, {
    transports: ['websocket'],
    reconnection: false,
    auth: { protocolVersion: PROTOCOL_VERSION, accessToken },
  });
  return new Promise((resolve, reject) => {
    socket.on('connect', () => resolve(socket));
    socket.on('connect_error', reject);
  });
}
