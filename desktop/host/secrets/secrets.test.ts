import { afterEach, expect, test, vi } from 'vitest';
import { FallbackSecretStore } from './FallbackSecretStore.ts';
import { KeychainSecretStore, type Keychain } from './KeychainSecretStore.ts';
import { MemorySecretStore, type SecretStore } from './SecretStore.ts';

afterEach(() => vi.useRealTimers());

function createKeychain(): Keychain {
  const kept = new Map<string, string>();
  return {
    getPassword: (service, account) => Promise.resolve(kept.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, password) => {
      kept.set(`${service}/${account}`, password);
      return Promise.resolve();
    },
    deletePassword: (service, account) => Promise.resolve(kept.delete(`${service}/${account}`)),
  };
}

const stores: [string, () => SecretStore][] = [
  ['memory', () => new MemorySecretStore()],
  ['key chain', () => new KeychainSecretStore(createKeychain())],
  ['fallback', () => new FallbackSecretStore(new KeychainSecretStore(createKeychain()), () => {})],
];

test.each(stores)('%s: a secret is found until it is removed', async (_name, create) => {
  const store = create();
  expect(await store.load('token')).toBeNull();
  await store.save('token', 'abc');
  expect(await store.load('token')).toBe('abc');
  await store.remove('token');
  expect(await store.load('token')).toBeNull();
});

test('without a key chain secrets live in memory, and this is told once', async () => {
  const broken: SecretStore = {
    load: () => Promise.reject(new Error('no secret service')),
    save: () => Promise.reject(new Error('no secret service')),
    remove: () => Promise.reject(new Error('no secret service')),
  };
  const told: unknown[] = [];
  const store = new FallbackSecretStore(broken, (cause) => told.push(cause));
  await store.save('token', 'abc');
  expect(await store.load('token')).toBe('abc');
  expect(told).toHaveLength(1);
});

test('a locked key chain that never answers is given up after 5 s, by all who wait for it', async () => {
  vi.useFakeTimers();
  const never = () => new Promise<never>(() => {});
  const told: unknown[] = [];
  const store = new FallbackSecretStore({ load: never, save: never, remove: never }, (cause) =>
    told.push(cause),
  );
  const before = store.load('token');
  const saved = store.save('token', 'abc');
  const after = store.load('token');
  await vi.advanceTimersByTimeAsync(4_999);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toHaveLength(1);
  expect(await before).toBeNull();
  await saved;
  expect(await after).toBe('abc');
  expect(vi.getTimerCount()).toBe(0);
});

test('calls that fail together fall back once and lose nothing', async () => {
  const fail = () => Promise.reject(new Error('no secret service'));
  const told: unknown[] = [];
  const store = new FallbackSecretStore({ load: fail, save: fail, remove: fail }, (cause) =>
    told.push(cause),
  );
  await Promise.all([store.save('a', '1'), store.save('b', '2')]);
  expect([await store.load('a'), await store.load('b')]).toEqual(['1', '2']);
  expect(told).toHaveLength(1);
});
