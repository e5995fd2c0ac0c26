import { describe, expect, it, vi } from 'vitest';
import { buildInit, buildUrl } from './buildRequest.ts';
import { csrfCookie } from './csrfCookie.ts';
import { BadAnswerError, UnreachableError } from './errors.ts';
import { RestClient } from './RestClient.ts';
import { routes } from '../../../shared/contracts/index.ts';

const SERVER = 'https://meet.example.org';
const INFO = { product: 'Parley', version: '0.1.0', protocolVersion: 1, setupRequired: false };

function clientOf(answer: () => Promise<Response>) {
  const fetch = vi.fn<typeof globalThis.fetch>(() => answer());
  return { fetch, rest: new RestClient({ serverUrl: () => SERVER, fetch }) };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  Promise.resolve(new Response(JSON.stringify(body), { status, headers }));

const envelope = (data: unknown) => ({ code: 200, message: 'OK', data, timestamp: 'now' });

describe('a request', () => {
  it('has its parameters escaped and its empty queries left out', () => {
    const url = buildUrl(SERVER, routes.listUsers, { query: { search: '', pageSize: 2 } });
    expect(url).toBe(`${SERVER}/api/v1/users?pageSize=2`);
    expect(buildUrl(SERVER, routes.getMeeting, { params: { code: 'a/b?c' } })).toBe(
      `${SERVER}/api/v1/meetings/a%2Fb%3Fc`,
    );
  });

  it('carries the access token and the CSRF token in headers', () => {
    const init = buildInit(routes.refresh, {}, { accessToken: 'a', csrfToken: 'c' });
    const headers = new Headers(init.headers);
    expect(headers.get('authorization')).toBe('Bearer a');
    expect(headers.get('x-parley-csrf')).toBe('c');
    expect(headers.has('content-type')).toBe(false);
  });

  it('leaves the type of an upload to the browser, which knows the boundary', () => {
    const init = buildInit(routes.putAvatar, { file: new Blob(['x']) }, {});
    expect(init.body).toBeInstanceOf(FormData);
    expect(new Headers(init.headers).has('content-type')).toBe(false);
  });
});

describe('an answer', () => {
  it('is handed over parsed', async () => {
    const { rest } = clientOf(() => json(200, envelope(INFO)));
    expect(await rest.send('serverInfo', {})).toEqual(INFO);
  });

  it('that refuses becomes an AppError with its code, fields and waiting time', async () => {
    const refusal = {
      code: 429,
      error: 'rate_limited',
      message: 'Wait.',
      data: null,
      fields: { email: 'No.' },
      timestamp: '2026-11-20T12:00:00Z',
    };
    const { rest } = clientOf(() => json(429, refusal, { 'retry-after': '30' }));
    await expect(rest.send('serverInfo', {})).rejects.toMatchObject({
      name: 'AppError',
      code: 'rate_limited',
      fields: { email: 'No.' },
      retryAfterSeconds: 30,
    });
  });

  it.each([
    [
      'a proxy’s page',
      () => Promise.resolve(new Response('<h1>Bad gateway</h1>', { status: 502 })),
    ],
    ['another service', () => json(200, { hello: 'world' })],
    ['another version', () => json(200, envelope({ ...INFO, protocolVersion: 'two' }))],
    [
      'a code nobody knows',
      () => json(400, { code: 400, error: 'teapot', message: '', data: null }),
    ],
  ])('of %s is no answer', async (_, answer) => {
    const { rest } = clientOf(answer);
    await expect(rest.send('serverInfo', {})).rejects.toBeInstanceOf(BadAnswerError);
  });

  it('that never comes is "unreachable", and so is a server that nobody has named yet', async () => {
    const { rest } = clientOf(() => Promise.reject(new TypeError('fetch failed')));
    await expect(rest.send('serverInfo', {})).rejects.toBeInstanceOf(UnreachableError);
    const nowhere = new RestClient({ serverUrl: () => null, fetch });
    await expect(nowhere.send('serverInfo', {})).rejects.toBeInstanceOf(UnreachableError);
  });

  it('is waited for with a limit', async () => {
    const { rest, fetch } = clientOf(() => json(200, envelope(INFO)));
    await rest.send('serverInfo', {});
    expect(fetch.mock.calls[0]?.[1]?.signal).toBeInstanceOf(AbortSignal);
  });
});

describe('the CSRF cookie', () => {
  it('is the one of this port', () => {
    const cookies = 'theme=dark; parley_csrf_8080=abc%3D; parley_csrf=other';
    expect(csrfCookie(cookies, '8080')).toBe('abc=');
    expect(csrfCookie(cookies, '')).toBe('other');
    expect(csrfCookie(cookies, '9090')).toBeNull();
  });
});
