/** [P4]: closes a guest's socket that is in no meeting and on its way into none. */
export class IdleLimit {
  readonly #limitMs: number | null;
  readonly #onIdle: () => void;
  #timer: NodeJS.Timeout | null = null;

  /** @param limitMs null: may stay as long as it likes */
  constructor(limitMs: number | null, onIdle: () => void) {
    this.#limitMs = limitMs;
    this.#onIdle = onIdle;
  }

  start(): void {
    this.stop();
    if (this.#limitMs !== null) this.#timer = setTimeout(this.#onIdle, this.#limitMs);
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
