import type { SecretStore } from './SecretStore.ts';

/** What is used of keytar's API. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

const SERVICE = 'Parley';

/** The system's key chain: Keychain, Credential Manager, or the Secret Service of a Linux desktop. */
export class KeychainSecretStore implements SecretStore {
  readonly #keychain: Keychain;

  constructor(keychain: Keychain) {
    this.#keychain = keychain;
  }

  async load(name: string): Promise<string | null> {
    return (await this.#keychain.getPassword(SERVICE, name)) ?? null;
  }

  save(name: string, secret: string): Promise<void> {
    return this.#keychain.setPassword(SERVICE, name, secret);
  }

  async remove(name: string): Promise<void> {
    await this.#keychain.deletePassword(SERVICE, name);
  }
}
