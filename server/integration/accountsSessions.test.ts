import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ROTATION_GRACE_MS } from '../accounts/index.ts';
import { SESSION_LIFETIME_MS } from '../accounts/rotation.ts';
import { ApiClient, newPerson, PASSWORD, sessionOf } from './support/ApiClient.ts';
import { createTemporaryFolder } from './support/temporaryFolder.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

let server: TestServer;
let skewMs = 0;

beforeAll(async () => {
  server = await startTestServer({ now: () => new Date(Date.now() + skewMs) });
});
afterAll(() => server.close());
beforeEach(() => {
  skewMs = 0;
});

async function browserOf(details: object = {}): Promise<ApiClient> {
  const browser = new ApiClient(server.url);
  await browser.signIn('/auth/register', newPerson({ client: 'browser', ...details }));
  return browser;
}

describe('a browser', () => {
  test('keeps its refresh token where no script and no other site gets at it', async () => {
    const browser = new ApiClient(server.url);
    const body = newPerson({ client: 'browser' });
    const answer = await browser.send('POST', '/auth/register', { body });
    const session = sessionOf(answer);
    expect(session.refreshToken).toBeUndefined();
    const lines = answer.headers.getSetCookie();
    const refresh = lines.find((line) => line.startsWith('parley_refresh')) ?? '';
    const csrf = lines.find((line) => line.startsWith('parley_csrf')) ?? '';
    expect(refresh).toMatch(/; Path=\/api\/v1\/auth;.*; HttpOnly; SameSite=Strict$/);
    expect(csrf).toMatch(/; Path=\/;.*; SameSite=Strict$/);
    expect(csrf).not.toContain('HttpOnly');
    expect(csrf).toContain(`=${session.csrfToken};`);
    // Two servers on one host keep their cookies apart by the port in the name.
    expect(refresh).toContain(`parley_refresh_${new URL(server.url).port}=`);
  });

  test('stays signed in by trading the cookie for the next', async () => {
    const browser = await browserOf();
    const before = new Map(browser.cookies);
    const answer = await browser.refresh();
    expect(answer.status).toBe(200);
    expect(sessionOf(answer).user.email).toBeDefined();
    expect([...browser.cookies]).not.toEqual([...before]);
    expect((await browser.refresh()).status).toBe(200);
  });

  test('without the token that only our pages can read, refreshes and logs out nobody', async () => {
    const browser = await browserOf();
    const stranger = await browserOf();
    const attempts = [{}, { 'x-parley-csrf': 'guess' }, stranger.csrfHeaders()];
    for (const headers of attempts) {
      for (const path of ['/auth/refresh', '/auth/logout']) {
        const answer = await browser.send('POST', path, { headers });
        expect(answer.status).toBe(403);
        expect(answer.body.error).toBe('csrf_failed');
      }
    }
    expect((await browser.refresh()).status).toBe(200);
  });

  test('on a page of another site does not get through even with that token', async () => {
    const browser = await browserOf();
    const { port } = new URL(server.url);
    for (const origin of ['https://evil.example', `http://evil.example:${port}`, 'null']) {
      const headers = { ...browser.csrfHeaders(), origin };
      const answer = await browser.send('POST', '/auth/refresh', { headers });
      expect(answer.body.error).toBe('csrf_failed');
    }
    const headers = { ...browser.csrfHeaders(), origin: server.url };
    expect((await browser.send('POST', '/auth/refresh', { headers })).status).toBe(200);
  });

  test('that logs out is out: cookies, session and access token', async () => {
    const browser = await browserOf();
    const { accessToken: token } = sessionOf(await browser.refresh());
    const copy = browser.clone();
    const answer = await browser.send('POST', '/auth/logout', { headers: browser.csrfHeaders() });
    expect(answer.body).toMatchObject({ code: 200, data: null });
    expect(browser.cookies.size).toBe(0);
    expect((await browser.send('GET', '/users/me', { token })).status).toBe(401);
    expect((await copy.refresh()).body.error).toBe('unauthenticated');
    expect((await browser.send('POST', '/auth/logout')).status).toBe(200);
  });
});

test('with an https address, cookies go over TLS only', async () => {
  const secure = await startTestServer({ env: { PARLEY_PUBLIC_URL: 'https://meet.example.org' } });
  try {
    const browser = new ApiClient(secure.url);
    const body = newPerson({ client: 'browser' });
    const headers = { origin: 'https://meet.example.org' };
    const answer = await browser.send('POST', '/auth/register', { body, headers });
    const [refresh, csrf] = answer.headers.getSetCookie();
    expect(refresh).toMatch(/^__Secure-parley_refresh=.*; Secure;/);
    expect(csrf).toMatch(/^parley_csrf=.*; Secure;/);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=');
    const refreshHeaders = { ...headers, ...browser.csrfHeaders() };
    const refreshed = await browser.send('POST', '/auth/refresh', { headers: refreshHeaders });
    expect(refreshed.status).toBe(200);
  } finally {
    await secure.close();
  }
});

describe('a refresh token', () => {
  const api = () => new ApiClient(server.url);
  const refreshWith = (refreshToken: string | undefined) =>
    api().send('POST', '/auth/refresh', { body: { refreshToken } });
  const registered = async () => {
    const session = await api().signIn('/auth/register', newPerson());
    return { token: session.refreshToken, session };
  };

  test('of the desktop app travels in the body and needs no CSRF token', async () => {
    const { token } = await registered();
    const answer = await refreshWith(token);
    expect(answer.status).toBe(200);
    const next = sessionOf(answer);
    expect(next.refreshToken).toBeDefined();
    expect(next.refreshToken).not.toBe(token);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await refreshWith(next.refreshToken)).status).toBe(200);
  });

  test('that is used a second time ends the whole family, the thief’s and the owner’s', async () => {
    const { token } = await registered();
    const owner = sessionOf(await refreshWith(token));
    skewMs = ROTATION_GRACE_MS + 1000;
    const reuse = await refreshWith(token);
    expect(reuse.status).toBe(401);
    expect(reuse.body.error).toBe('unauthenticated');
    expect((await refreshWith(owner.refreshToken)).status).toBe(401);
    // The access token that is still valid by its date dies with its family.
    const me = await api().send('GET', '/users/me', { token: owner.accessToken });
    expect(me.status).toBe(401);
  });

  test('two rotations old ends the family even within the grace', async () => {
    const { token } = await registered();
    const second = sessionOf(await refreshWith(token));
    const third = sessionOf(await refreshWith(second.refreshToken));
    expect((await refreshWith(token)).status).toBe(401);
    expect((await refreshWith(third.refreshToken)).status).toBe(401);
  });

  test('reused in one session leaves the others of the account alone', async () => {
    const person = newPerson();
    const first = await api().signIn('/auth/register', person);
    const { email } = person;
    const other = await api().signIn('/auth/login', {
      email,
      password: PASSWORD,
      client: 'desktop',
    });
    await refreshWith(first.refreshToken);
    skewMs = ROTATION_GRACE_MS + 1000;
    expect((await refreshWith(first.refreshToken)).status).toBe(401);
    expect((await refreshWith(other.refreshToken)).status).toBe(200);
  });

  test('presented by many tabs at the same moment logs none of them out', async () => {
    const browser = await browserOf();
    const tabs = Array.from({ length: 6 }, () => browser.clone());
    const answers = await Promise.all(tabs.map((tab) => tab.refresh()));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    // In a browser the last cookie wins, whichever it is.
    for (const tab of tabs.slice(0, 1)) expect((await tab.refresh()).status).toBe(200);
  });

  test('whose answer was lost counts once more within the grace', async () => {
    const { token } = await registered();
    await refreshWith(token);
    skewMs = ROTATION_GRACE_MS - 1000;
    expect((await refreshWith(token)).status).toBe(200);
  });

  test('expires when it is not used for a month', async () => {
    const { token } = await registered();
    skewMs = SESSION_LIFETIME_MS + 1000;
    expect((await refreshWith(token)).status).toBe(401);
  });

  test.each([undefined, '', 'x', 'a'.repeat(512)])('%j opens nothing', async (token) => {
    const answer = await refreshWith(token);
    expect(answer.status).toBe(401);
    expect(answer.body.error).toBe('unauthenticated');
  });
});

test('logging out everywhere ends every session at once', async () => {
  const person = newPerson();
  const api = new ApiClient(server.url);
  const here = await api.signIn('/auth/register', person);
  const { email } = person;
  const there = await api.signIn('/auth/login', { email, password: PASSWORD, client: 'desktop' });
  const statusOf = async (token: string) => (await api.send('GET', '/users/me', { token })).status;
  expect([await statusOf(here.accessToken), await statusOf(there.accessToken)]).toEqual([200, 200]);
  await api.send('POST', '/auth/logout-all', { token: here.accessToken });
  expect([await statusOf(here.accessToken), await statusOf(there.accessToken)]).toEqual([401, 401]);
  const body = { refreshToken: there.refreshToken };
  expect((await api.send('POST', '/auth/refresh', { body })).status).toBe(401);
});

test('sessions survive a restart of the server', async () => {
  const folder = await createTemporaryFolder();
  const dataDir = folder.path;
  const first = await startTestServer({ dataDir });
  const session = await new ApiClient(first.url).signIn('/auth/register', newPerson());
  await first.close();
  const second = await startTestServer({ dataDir });
  try {
    const api = new ApiClient(second.url);
    const me = await api.send('GET', '/users/me', { token: session.accessToken });
    expect(me.body.data).toEqual(session.user);
    const body = { refreshToken: session.refreshToken };
    expect((await api.send('POST', '/auth/refresh', { body })).status).toBe(200);
  } finally {
    await second.close();
    await folder.remove();
  }
});
