/** Keeps what has arrived until somebody asks for it, and lets them wait for what has not. */
export class Inbox<T> {
  readonly #items: T[] = [];
  readonly #waiting = new Set<(item: T) => boolean>();
  readonly #failure = Promise.withResolvers<never>();

  constructor() {
    // Whoever takes hears of a failure; while nobody does, it must not end the process.
    this.#failure.promise.catch(() => undefined);
  }

  /** Nothing sound will come any more: every `take` from now on, or under way, rejects. */
  fail(error: unknown): void {
    this.#failure.reject(error);
  }

  put(item: T): void {
    for (const offer of this.#waiting) if (offer(item)) return;
    this.#items.push(item);
  }

  /**
   * The first item, arrived or yet to arrive, that `accept` takes; the others stay.
   * @throws when none has come after `timeoutMs`; `what` says what was awaited.
   */
  take(what: string, accept: (item: T) => boolean = () => true, timeoutMs = 5_000): Promise<T> {
    const at = this.#items.findIndex(accept);
    const [found] = at < 0 ? [] : this.#items.splice(at, 1);
    if (found !== undefined) return Promise.resolve(found);
    const arrival = new Promise<T>((resolve, reject) => {
      const offer = (item: T): boolean => {
        if (!accept(item)) return false;
        clearTimeout(timer);
        this.#waiting.delete(offer);
        resolve(item);
        return true;
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(offer);
        reject(new Error(`no ${what} within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      this.#waiting.add(offer);
    });
    return Promise.race([arrival, this.#failure.promise]);
  }
}
