import { expect, test } from 'vitest';
import { FallbackSecretStore } from './FallbackSecretStore.ts';
import { KeychainSecretStore, type Keychain } from './KeychainSecretStore.ts';
import { MemorySecretStore, type SecretStore } from './SecretStore.ts';

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
