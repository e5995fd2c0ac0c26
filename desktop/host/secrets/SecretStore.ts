/** A place for secrets that other programs of the same user cannot simply read. */
export interface SecretStore {
  load(name: string): Promise<string | null>;
  save(name: string, secret: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** For as long as the app runs: what is used where the system has no key chain. */
export class MemorySecretStore implements SecretStore {
  readonly #secrets = new Map<string, string>();

  load(name: string): Promise<string | null> {
    return Promise.resolve(this.#secrets.get(name) ?? null);
  }

  save(name: string, secret: string): Promise<void> {
    this.#secrets.set(name, secret);
    return Promise.resolve();
  }

  remove(name: string): Promise<void> {
    this.#secrets.delete(name);
    return Promise.resolve();
  }
}
