/** Events with typed payloads. A listener that throws is reported and does not keep the others from hearing. */
export class Emitter<Events extends object> {
  readonly #listeners: { [E in keyof Events]?: Set<(payload: Events[E]) => void> } = {};
  readonly #handleListenerError: (error: unknown) => void;

  constructor(handleListenerError: (error: unknown) => void) {
    this.#handleListenerError = handleListenerError;
  }

  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): void {
    (this.#listeners[event] ??= new Set()).add(listener);
  }

  off<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): void {
    this.#listeners[event]?.delete(listener);
  }

  emit<E extends keyof Events>(event: E, payload: Events[E]): void {
    // A copy, so that a listener may remove itself or another while it is called.
    for (const listener of [...(this.#listeners[event] ?? [])]) {
      try {
        listener(payload);
      } catch (error) {
        this.#handleListenerError(error);
      }
    }
  }
}
