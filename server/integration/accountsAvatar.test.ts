import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { AVATAR_MAX_BYTES, type Me, type Session } from '../../shared/contracts/index.ts';
import { ApiClient, newPerson, PASSWORD, type ApiAnswer } from './support/ApiClient.ts';
import { startTestServer, type TestServer } from './support/testServer.ts';

let server: TestServer;
let api: ApiClient;
let session: Session;

beforeAll(async () => {
  server = await startTestServer();
  api = new ApiClient(server.url);
});
afterAll(() => server.close());
beforeEach(async () => {
  session = await api.signIn('/auth/register', newPerson());
});

function upload(bytes: Uint8Array<ArrayBuffer>, type = 'image/png'): Promise<ApiAnswer> {
  const form = new FormData();
  form.append('file', new Blob([bytes], { type }), '../../etc/passwd.png');
  return api.send('PUT', '/users/me/avatar', { token: session.accessToken, raw: { bytes: form } });
}

async function picture(background: string): Promise<Uint8Array<ArrayBuffer>> {
  const create = { width: 640, height: 360, channels: 3, background } as const;
  return new Uint8Array(await sharp({ create }).png().toBuffer());
}

async function show(path: string, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + path, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

const storedFiles = () =>
  readdir(join(server.dataDir, 'blobs', 'avatars', session.user.id)).catch(() => []);

test('a picture is shown to everybody as a small square WebP, for good under its address', async () => {
  const answer = await upload(await picture('#ff0000'));
  expect(answer.status).toBe(200);
  const { avatarUrl } = answer.body.data as Me;
  if (avatarUrl === null) throw new Error('no picture');
  const { response, bytes } = await show(avatarUrl);
  expect(response.headers.get('content-type')).toBe('image/webp');
  expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });

  const plain = await show(avatarUrl.split('?')[0] ?? '');
  expect(plain.response.headers.get('cache-control')).toBe('no-cache');
  const etag = plain.response.headers.get('etag') ?? '';
  expect((await show(avatarUrl, { 'if-none-match': etag })).response.status).toBe(304);
});

test('a new picture has a new address and the old file goes', async () => {
  const first = (await upload(await picture('#ff0000'))).body.data as Me;
  const second = (await upload(await picture('#00ff00'))).body.data as Me;
  expect(second.avatarUrl).not.toBe(first.avatarUrl);
  expect(await storedFiles()).toHaveLength(1);

  const pictures = await Promise.all(['#0000ff', '#ffff00', '#00ffff'].map(picture));
  await Promise.all(pictures.map((bytes) => upload(bytes)));
  expect(await storedFiles()).toHaveLength(1);

  const token = session.accessToken;
  const removed = await api.send('DELETE', '/users/me/avatar', { token });
  expect(removed.body.data).toMatchObject({ avatarUrl: null });
  expect(await storedFiles()).toEqual([]);
  const gone = await api.send('GET', `/users/${session.user.id}/avatar`);
  expect(gone.status).toBe(404);
  expect(gone.body.error).toBe('not_found');
});

test('a deleted account leaves no picture', async () => {
  await upload(await picture('#ff0000'));
  const body = { password: PASSWORD };
  await api.send('DELETE', '/users/me', { token: session.accessToken, body });
  expect(await storedFiles()).toEqual([]);
});

test('what only says that it is a picture is refused', async () => {
  const page = new TextEncoder().encode('<script>alert(1)</script>');
  const answer = await upload(page, 'image/png');
  expect(answer.status).toBe(415);
  expect(answer.body.error).toBe('unsupported_media_type');
});

test('what does not even say so is refused', async () => {
  expect((await upload(await picture('#000000'), 'image/svg+xml')).status).toBe(415);
  const token = session.accessToken;
  const json = await api.send('PUT', '/users/me/avatar', { token, body: {} });
  expect(json.status).toBe(415);
  expect((await api.send('PUT', '/users/me/avatar', { token })).status).toBe(415);
});

test('too large a file is refused', async () => {
  const answer = await upload(new Uint8Array(AVATAR_MAX_BYTES + 1));
  expect(answer.status).toBe(413);
  expect(answer.body.error).toBe('payload_too_large');
  expect((await api.send('GET', '/server')).status).toBe(200);
});

test.each([
  ['no boundary', 'multipart/form-data', 'x'],
  ['no end', 'multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data'],
  ['no file', 'multipart/form-data; boundary=b', '--b--\r\n'],
  [
    'a field instead of a file',
    'multipart/form-data; boundary=b',
    '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nx\r\n--b--\r\n',
  ],
])('an upload with %s is refused', async (_name, type, bytes) => {
  const token = session.accessToken;
  const answer = await api.send('PUT', '/users/me/avatar', { token, raw: { bytes, type } });
  expect(answer.status).toBe(400);
  expect(answer.body.error).toBe('invalid_input');
});

test('strangers cannot upload', async () => {
  session = { ...session, accessToken: '' };
  expect((await upload(await picture('#000000'))).status).toBe(401);
});
