import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { get } from 'node:https';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorEnvelope } from '../../shared/contracts/index.ts';
import { ApiClient, newPerson } from './support/ApiClient.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';
import { testCertificate } from './support/testCertificate.ts';

const SCRIPT = 'export const answer = 42;'.repeat(100);

let server: TestServer;
let api: ApiClient;
const PAGE = '<!doctype html><title>Parley</title>';
let clientDir: string;

beforeAll(async () => {
  clientDir = await mkdtemp(join(tmpdir(), 'parley-client-'));
  await mkdir(join(clientDir, 'assets'));
  await writeFile(join(clientDir, 'index.html'), PAGE);
  await writeFile(join(clientDir, 'index.html.br'), brotliCompressSync(PAGE));
  await writeFile(join(clientDir, 'assets', 'app-1a2b3c.js'), SCRIPT);
  await writeFile(join(clientDir, 'assets', 'app-1a2b3c.js.br'), brotliCompressSync(SCRIPT));
  server = await startTestServer({ clientDir });
  api = new ApiClient(server.url);
});
afterAll(async () => {
  await server.close();
  await rm(clientDir, { recursive: true, force: true });
});

describe('an address that is not there', () => {
  test.each(['/nope', '/users/', '/users/me/', '/USERS/me', '/meetings/a/b/c/d', ''])(
    '%j below the API is 404 in JSON, for browsers too',
    async (path) => {
      for (const accept of ['application/json', 'text/html']) {
        const answer = await api.send('GET', path, { headers: { accept } });
        expect(answer.status).toBe(404);
        expect(errorEnvelope.parse(answer.body)).toMatchObject({ code: 404, error: 'not_found' });
      }
    },
  );

  test('is that of the description as YAML, which would be written anew for each request', async () => {
    const docs = `${server.url}/api/docs`;
    expect((await fetch(`${docs}/`)).status).toBe(200);
    expect((await fetch(`${docs}/json`)).status).toBe(200);
    expect((await fetch(`${docs}/yaml`)).status).toBe(404);
  });

  test('is 404 before its body is even looked at', async () => {
    const raw = { bytes: '{broken', type: 'text/xml' };
    expect((await api.send('POST', '/nope', { raw })).status).toBe(404);
    expect((await api.send('POST', '//anywhere', { raw })).status).toBe(404);
  });
});

describe('a method that an address does not take', () => {
  test.each([
    ['PUT', '/users/me', 'DELETE, GET, HEAD, PATCH'],
    ['GET', '/auth/login', 'POST'],
    ['PATCH', '//health', 'GET, HEAD'],
    ['DELETE', '//api/openapi.json', 'GET, HEAD'],
    ['POST', '/meetings/abc-defg-hjk', 'DELETE, GET, HEAD, PATCH'],
  ])('%s %s is 405 and told which it does', async (method, path, allow) => {
    const raw = { bytes: '{broken', type: 'text/xml' };
    const answer = await api.send(method, path, method === 'GET' ? {} : { raw });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allow);
    expect(answer.body.error).toBe('method_not_allowed');
  });

  test('HEAD is answered like GET, without a body', async () => {
    const answer = await api.send('HEAD', '/server');
    expect([answer.status, answer.text]).toEqual([200, '']);
  });
});

describe('a body', () => {
  const login = (bytes: string | Uint8Array<ArrayBuffer>, type?: string) =>
    api.send('POST', '/auth/login', { raw: { bytes, ...(type && { type }) } });

  test.each([
    ['cut off', '{"email":'],
    ['not JSON', 'email=a&password=b'],
    ['JSON with something behind it', '{} {}'],
    ['broken UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ])('that is %s is malformed_json', async (_name, bytes) => {
    const answer = await login(bytes, 'application/json');
    expect(answer.status).toBe(400);
    expect(answer.body.error).toBe('malformed_json');
  });

  test.each(['null', '[]', '"text"', '12', '{}', '{"email":{},"password":[]}'])(
    '%s is not what was asked for',
    async (bytes) => {
      const answer = await login(bytes, 'application/json; charset=utf-8');
      expect(answer.status).toBe(400);
      expect(answer.body.error).toBe('invalid_input');
    },
  );

  test('that is missing is named', async () => {
    const answer = await api.send('POST', '/auth/login');
    expect(answer.body.error).toBe('invalid_input');
  });

  test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense'])(
    'of type %s is refused',
    async (type) => {
      const answer = await login('{"email":"a@b.org","password":"x"}', type);
      expect(answer.status).toBe(415);
      expect(answer.body.error).toBe('unsupported_media_type');
    },
  );

  test('over 100 KiB is refused, and the connection lives on', async () => {
    const answer = await login(
      JSON.stringify({ email: 'x'.repeat(101 * 1024) }),
      'application/json',
    );
    expect(answer.status).toBe(413);
    expect(answer.body.error).toBe('payload_too_large');
    expect((await api.send('GET', '/server')).status).toBe(200);
  });

  test('cannot reach into prototypes', async () => {
    const body = `{"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}},"email":"proto@example.org","password":"a long pass phrase","displayName":"P"}`;
    const raw = { bytes: body, type: 'application/json' };
    const answer = await api.send('POST', '/auth/register', { raw });
    expect(answer.status).toBe(201);
    expect(answer.body.data).toMatchObject({ user: { role: 'member' } });
    expect(Object.prototype).not.toHaveProperty('role');
  });
});

test.each(['/users/%ff/avatar', '/users/%/avatar', `/meetings/${'x'.repeat(3000)}/lobby`])(
  'the odd address %s is the sender’s mistake',
  async (path) => {
    const answer = await api.send('GET', path);
    expect([400, 404]).toContain(answer.status);
    expect(errorEnvelope.safeParse(answer.body).success).toBe(true);
  },
);

test.each([
  ['not HTTP at all', 'HELLO\r\n\r\n'],
  ['a header without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`],
  ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
])('%s is answered with 400 and the end of the connection', async (_name, bytes) => {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(bytes);
  const answer = await text(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  const body: unknown = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
  expect(errorEnvelope.parse(body).error).toBe('invalid_input');
  expect((await api.send('GET', '/server')).status).toBe(200);
});

describe('every answer', () => {
  test.each(['//', '/server', '/nope', '//health', '//api/openapi.json', '//assets/app-1a2b3c.js'])(
    'to %s is closed to other sites',
    async (path) => {
      const { headers } = await api.send('GET', path, { headers: { accept: 'text/html' } });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy.match(/script-src [^;]*/)?.[0]).toBe("script-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('permissions-policy')).toContain('camera=(self)');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  test('of the API is not to be stored by anybody', async () => {
    expect((await api.send('GET', '/server')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('other origins', () => {
  const preflight = (origin: string) =>
    api.send('OPTIONS', '/auth/login', {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  test('may not read anything', async () => {
    const allowed = (await preflight('https://evil.example')).headers;
    expect(allowed.get('access-control-allow-origin')).toBeNull();
    const { headers } = await api.send('GET', '/server', {
      headers: { origin: 'https://evil.example' },
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('but for the desktop app, which may, without cookies', async () => {
    const answer = await preflight('app://parley');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('app://parley');
    expect(answer.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('the web client', () => {
  const page = (path: string) => api.send('GET', `/${path}`, { headers: { accept: 'text/html' } });

  test.each(['/', '/m/abc-defg-hjk?name=Guest&skipPrejoin=1', '/setup', '/settings/account'])(
    'answers %s with its page, fresh each time',
    async (path) => {
      const answer = await page(path);
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('<title>Parley</title>');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );

  test('answers / also to those who take nothing compressed', async () => {
    const headers = { accept: 'text/html', 'accept-encoding': 'identity' };
    const answer = await api.send('GET', '//', { headers });
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(PAGE);
  });

  test('has assets that are kept for good, compressed where the browser can', async () => {
    const response = await fetch(`${server.url}/assets/app-1a2b3c.js`, {
      headers: { 'accept-encoding': 'br' },
    });
    expect(response.headers.get('content-encoding')).toBe('br');
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('cache-control')).toContain('immutable');
    expect(await response.text()).toBe(SCRIPT);
  });

  test('does not pass its page off as an asset that is gone', async () => {
    const answer = await api.send('GET', '//assets/old-9f8e7d.js');
    expect(answer.status).toBe(404);
  });

  test('ends at its own folder', async () => {
    for (const path of ['/..%2f..%2fetc%2fpasswd', '/assets/..%5c..%5cindex.html', '/%00']) {
      const answer = await api.send('GET', `/${path}`);
      expect([400, 403, 404]).toContain(answer.status);
      expect(answer.text).not.toContain('root:');
    }
  });

  test('that is not built is explained instead of missed', async () => {
    const bare = await startTestServer();
    try {
      const answer = await new ApiClient(bare.url).send('GET', '//', {
        headers: { accept: 'text/html' },
      });
      expect(answer.status).toBe(503);
      expect(answer.text).toContain('npm start');
    } finally {
      await bare.close();
    }
  });
});

test('with a certificate the server speaks TLS itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-tls-'));
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  await writeFile(cert, testCertificate.cert);
  await writeFile(key, testCertificate.key);
  const secure = await startTestServer({ env: { PARLEY_TLS_CERT: cert, PARLEY_TLS_KEY: key } });
  try {
    const { status, hsts } = await new Promise<{ status: number; hsts: unknown }>(
      (resolve, reject) => {
        get(`${secure.url}/health`, { ca: testCertificate.cert }, (response) => {
          response.resume();
          const hsts = response.headers['strict-transport-security'];
          resolve({ status: response.statusCode ?? 0, hsts });
        }).on('error', reject);
      },
    );
    expect(status).toBe(200);
    expect(hsts).toMatch(/^max-age=/);
  } finally {
    await secure.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('a member’s token is no use in a cookie', async () => {
  const { accessToken } = await api.signIn('/auth/register', newPerson());
  const headers = { cookie: `accessToken=${accessToken}; parley_refresh=${accessToken}` };
  expect((await api.send('GET', '/users/me', { headers })).status).toBe(401);
});
