import { MemorySecretStore, type SecretStore } from './SecretStore.ts';

/** A secret service that is locked, with nobody to unlock it, never answers at all. */
const ANSWER_LIMIT_MS = 5_000;

/**
 * Uses the key chain until it fails or stays silent once, then keeps secrets in memory: a Linux
 * desktop without a secret service signs in anew at each start, rather than having its token in a
 * readable file.
 */
export class FallbackSecretStore implements SecretStore {
  readonly #onFallback: (cause: unknown) => void;
  #store: SecretStore;
  #hasFallenBack = false;
  /** One call after another, so that all calls see the same store and a save cannot overtake a removal. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(keychain: SecretStore, onFallback: (cause: unknown) => void) {
    this.#store = keychain;
    this.#onFallback = onFallback;
  }

  load(name: string): Promise<string | null> {
    return this.#queue((store) => store.load(name));
  }

  save(name: string, secret: string): Promise<void> {
    return this.#queue((store) => store.save(name, secret));
  }

  remove(name: string): Promise<void> {
    return this.#queue((store) => store.remove(name));
  }

  #queue<T>(act: (store: SecretStore) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => this.#try(act));
    this.#last = result.catch(() => {});
    return result;
  }

  async #try<T>(act: (store: SecretStore) => Promise<T>): Promise<T> {
    if (this.#hasFallenBack) return act(this.#store);
    try {
      return await withinLimit(act(this.#store));
    } catch (error) {
      this.#hasFallenBack = true;
      this.#store = new MemorySecretStore();
      this.#onFallback(error);
      return act(this.#store);
    }
  }
}

async function withinLimit<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The key chain did not answer within ${ANSWER_LIMIT_MS} ms.`)),
      ANSWER_LIMIT_MS,
    );
  });
  try {
    return await Promise.race([answer, limit]);
  } finally {
    clearTimeout(timer);
  }
}
