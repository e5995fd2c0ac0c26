type Listener<A extends unknown[]> = (...args: A) => void;

/** Events with typed arguments. A listener added or removed during an `emit` counts from the next one. */
export class TypedEvents<Events extends { [E in keyof Events]: unknown[] }> {
  readonly #listeners: { [E in keyof Events]?: Set<Listener<Events[E]>> } = {};

  /** @returns unsubscribes */
  on<E extends keyof Events>(event: E, listener: Listener<Events[E]>): () => void {
    const listeners = (this.#listeners[event] ??= new Set());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  emit<E extends keyof Events>(event: E, ...args: Events[E]): void {
    for (const listener of [...(this.#listeners[event] ?? [])]) listener(...args);
  }

  close(): void {
    for (const event of Object.keys(this.#listeners)) {
      delete this.#listeners[event as keyof Events]; // Object.keys forgets which keys it gave.
    }
  }
}
