import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCESS_TOKEN_LIFETIME_MS } from '../accounts/AccessTokens.ts';
import { ApiClient, newPerson, PASSWORD, sessionOf } from './support/ApiClient.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

// Typed as any by vitest; nothing here reads it.
const A_TEXT: unknown = expect.any(String);

let server: TestServer;
let api: ApiClient;
let clockSkewMs = 0;

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(Date.now() + clockSkewMs) });
  api = new ApiClient(server.url);
});
afterAll(() => server.close());

const register = (details: object = {}) => api.signIn('/auth/register', newPerson(details));

describe('registering', () => {
  test('makes a member who is signed in', async () => {
    const person = newPerson({ displayName: '  Ada \t Lovelace ', locale: 'zh-CN' });
    const answer = await api.send('POST', '/auth/register', { body: person });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ code: 201, message: 'Created' });
    const { user, accessToken, accessTokenExpiresAt } = sessionOf(answer);
    expect(user).toMatchObject({
      email: person.email,
      displayName: 'Ada Lovelace',
      role: 'member',
      locale: 'zh-CN',
      avatarUrl: null,
    });
    const lifetimeMs = Date.parse(accessTokenExpiresAt) - Date.now();
    expect(lifetimeMs).toBeGreaterThan(14 * 60 * 1000);
    expect(lifetimeMs).toBeLessThanOrEqual(ACCESS_TOKEN_LIFETIME_MS);
    expect((await api.send('GET', '/users/me', { token: accessToken })).body.data).toEqual(user);
    expect(answer.text).not.toContain('argon2');
  });

  test('takes an e-mail address once, whatever its case', async () => {
    const { email } = newPerson();
    await register({ email });
    const again = newPerson({ email: email.toUpperCase() });
    const answer = await api.send('POST', '/auth/register', { body: again });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({
      error: 'email_taken',
      data: null,
      fields: { email: 'There is an account with this e-mail address.' },
    });
  });

  test('gives one of two who race for an e-mail address the account', async () => {
    const { email } = newPerson();
    const answers = await Promise.all(
      [1, 2].map(() => api.send('POST', '/auth/register', { body: newPerson({ email }) })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test.each([
    ['email', { email: 'not an address' }],
    ['password', { password: 'short' }],
    ['displayName', { displayName: ' \u200e ' }],
    ['locale', { locale: 'tlh' }],
    ['client', { client: 'toaster' }],
  ])('says that %s is wrong', async (field, details) => {
    const answer = await api.send('POST', '/auth/register', { body: newPerson(details) });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      error: 'invalid_input',
      fields: { [field]: A_TEXT },
    });
  });

  test('does not let anybody choose a role', async () => {
    expect((await register({ role: 'admin' })).user.role).toBe('member');
  });
});

describe('logging in', () => {
  test('works with the right password and with no other', async () => {
    const person = newPerson();
    await register(person);
    const { email } = person;
    const right = await api.signIn('/auth/login', { email, password: PASSWORD, client: 'desktop' });
    expect(right.user.email).toBe(email);

    const wrong = await api.send('POST', '/auth/login', { body: { email, password: 'wrong' } });
    const unknown = await api.send('POST', '/auth/login', {
      body: { email: 'nobody@example.org', password: PASSWORD },
    });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    // Word for word the same: nobody learns who has an account.
    expect({ ...wrong.body, timestamp: '' }).toEqual({ ...unknown.body, timestamp: '' });
    expect(wrong.body.error).toBe('invalid_credentials');
  });
});

describe('an access token', () => {
  test('is needed, whole and ours', async () => {
    const { accessToken } = await register();
    const [head, payload] = accessToken.split('.');
    for (const token of [undefined, 'x', `${head}.${payload}.AAAA`]) {
      const answer = await api.send('GET', '/users/me', { token });
      expect(answer.status).toBe(401);
      expect(answer.body.error).toBe('unauthenticated');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  test('expires after a quarter of an hour', async () => {
    const { accessToken } = await register();
    clockSkewMs = ACCESS_TOKEN_LIFETIME_MS + 1000;
    try {
      const answer = await api.send('GET', '/users/me', { token: accessToken });
      expect(answer.status).toBe(401);
      expect(answer.body.error).toBe('token_expired');
    } finally {
      clockSkewMs = 0;
    }
  });
});

describe('my account', () => {
  test('takes a new name and language, and keeps what is not named', async () => {
    const { accessToken: token } = await register({ locale: 'en' });
    const change = (body: object) => api.send('PATCH', '/users/me', { token, body });
    expect((await change({ displayName: 'Grace' })).body.data).toMatchObject({
      displayName: 'Grace',
      locale: 'en',
    });
    expect((await change({ locale: null })).body.data).toMatchObject({
      displayName: 'Grace',
      locale: null,
    });
    expect((await change({})).status).toBe(200);
    expect((await change({ displayName: 'x'.repeat(61) })).status).toBe(400);
  });

  test('changes its password, which ends every other session at once', async () => {
    const person = newPerson();
    const here = await register(person);
    const { email } = person;
    const there = await api.signIn('/auth/login', { email, password: PASSWORD, client: 'desktop' });
    const change = (currentPassword: string, newPassword: string) =>
      api.send('POST', '/users/me/password', {
        token: here.accessToken,
        body: { currentPassword, newPassword, client: 'desktop' },
      });
    expect((await change('wrong', 'another pass phrase')).body).toMatchObject({
      error: 'invalid_credentials',
      fields: { currentPassword: A_TEXT },
    });
    expect((await change(PASSWORD, 'short')).body).toMatchObject({
      error: 'invalid_input',
      fields: { newPassword: A_TEXT },
    });

    const changed = sessionOf(await change(PASSWORD, 'another pass phrase'));
    const statusOf = async (token: string) =>
      (await api.send('GET', '/users/me', { token })).status;
    expect(await statusOf(changed.accessToken)).toBe(200);
    expect(await statusOf(there.accessToken)).toBe(401);
    const refreshed = await api.send('POST', '/auth/refresh', {
      body: { refreshToken: there.refreshToken },
    });
    expect(refreshed.status).toBe(401);
    const login = (password: string) =>
      api.send('POST', '/auth/login', { body: { email, password } });
    expect((await login(PASSWORD)).status).toBe(401);
    expect((await login('another pass phrase')).status).toBe(200);
  });

  test('can be deleted by whoever knows its password, and is then gone', async () => {
    const person = newPerson();
    const { accessToken: token, refreshToken } = await register(person);
    const remove = (password: string) =>
      api.send('DELETE', '/users/me', { token, body: { password } });
    expect((await remove('wrong')).body.error).toBe('invalid_credentials');
    expect((await api.send('DELETE', '/users/me', { token })).body.error).toBe('invalid_input');

    expect((await remove(PASSWORD)).body).toMatchObject({ code: 200, data: null });
    expect((await api.send('GET', '/users/me', { token })).status).toBe(401);
    const refreshed = await api.send('POST', '/auth/refresh', { body: { refreshToken } });
    expect(refreshed.status).toBe(401);
    const { email, password } = person;
    expect((await api.send('POST', '/auth/login', { body: { email, password } })).status).toBe(401);
    // The address is free again.
    expect((await register({ email })).user.email).toBe(email);
  });

  test('takes its meetings with it', async () => {
    const { accessToken: token } = await register();
    const made = await api.send('POST', '/meetings', { token, body: { title: 'Mine' } });
    const { code } = made.body.data as { code: string };
    expect((await api.send('GET', `/meetings/${code}/lobby`)).status).toBe(200);
    await api.send('DELETE', '/users/me', { token, body: { password: PASSWORD } });
    expect((await api.send('GET', `/meetings/${code}/lobby`)).body.error).toBe('meeting_not_found');
  });
});

test('what people type reaches the database and nothing else in it', async () => {
  const displayName = `Robert'); DROP TABLE users;--`;
  const { accessToken: token, user } = await register({ displayName });
  expect(user.displayName).toBe(displayName);
  expect((await api.send('GET', '/users/me', { token })).status).toBe(200);
});
