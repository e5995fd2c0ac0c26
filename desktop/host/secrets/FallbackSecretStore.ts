import { MemorySecretStore, type SecretStore } from './SecretStore.ts';

/**
 * Uses the key chain until it fails once, then keeps secrets in memory: a Linux desktop without a
 * secret service signs in anew at each start, rather than having its token in a readable file.
 */
export class FallbackSecretStore implements SecretStore {
  readonly #onFallback: (cause: unknown) => void;
  #store: SecretStore;
  #hasFallenBack = false;

  constructor(keychain: SecretStore, onFallback: (cause: unknown) => void) {
    this.#store = keychain;
    this.#onFallback = onFallback;
  }

  load(name: string): Promise<string | null> {
    return this.#try((store) => store.load(name));
  }

  save(name: string, secret: string): Promise<void> {
    return this.#try((store) => store.save(name, secret));
  }

  remove(name: string): Promise<void> {
    return this.#try((store) => store.remove(name));
  }

  async #try<T>(act: (store: SecretStore) => Promise<T>): Promise<T> {
    if (this.#hasFallenBack) return act(this.#store);
    try {
      return await act(this.#store);
    } catch (error) {
      this.#hasFallenBack = true;
      this.#store = new MemorySecretStore();
      this.#onFallback(error);
      return act(this.#store);
    }
  }
}
