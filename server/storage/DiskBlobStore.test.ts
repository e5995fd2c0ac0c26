import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DiskBlobStore } from './DiskBlobStore.ts';

let folder: string;
let store: DiskBlobStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-blobs-'));
  store = new DiskBlobStore(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('what was put can be got, replaced and deleted', async () => {
  expect(await store.get('avatars/a/1.webp')).toBeNull();
  await store.put('avatars/a/1.webp', Buffer.from('one'));
  expect((await store.get('avatars/a/1.webp'))?.toString()).toBe('one');
  await store.put('avatars/a/1.webp', Buffer.from('two'));
  expect((await store.get('avatars/a/1.webp'))?.toString()).toBe('two');
  expect(await readdir(join(folder, 'avatars/a'))).toEqual(['1.webp']);
  await store.delete('avatars/a/1.webp');
  await store.delete('avatars/a/1.webp');
  expect(await store.get('avatars/a/1.webp')).toBeNull();
});

test.each(['../secret.key', '/etc/passwd', 'a/../../b.webp', 'a//b.webp', 'a\0.webp', ''])(
  'the key %j names nothing',
  async (key) => {
    await expect(store.get(key)).rejects.toThrow('not a blob key');
  },
);
