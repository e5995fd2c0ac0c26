import { AppError } from '../../shared/errors.ts';

/** How long whoever asks waits for the write before it goes on without. */
const PATIENCE_MS = 500;
const RETRY_MS = 1_000;
/** A whole room that leaves at once must not take every connection of the pool. */
const CONCURRENT = 4;

export interface PendingWritesOptions {
  log: {
    info(fields: object, message: string): void;
    warn(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
  patienceMs?: number;
  retryMs?: number;
}

interface Pending {
  key: string;
  write: () => Promise<unknown>;
  /** Lets whoever put it go on. */
  release: () => void;
}

/**
 * Writes down what has happened in a live room whether or not the database answers just now: a hand that went up, a seat
 * that was left. What cannot be stored is tried until it is. For one key only the newest write counts, and two never run
 * at once. What is here when the process is killed is lost.
 */
export class PendingWrites {
  readonly #options: Required<PendingWritesOptions>;
  /** In the order in which they came. */
  readonly #waiting = new Map<string, Pending>();
  readonly #running = new Map<string, Promise<void>>();
  /** By key, whoever put something last and has not been told yet to go on. */
  readonly #untold = new Map<string, Promise<void>>();
  /** Set from the first write that the database did not take until all are stored. */
  #stalledAt: number | null = null;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;

  constructor({ log, patienceMs = PATIENCE_MS, retryMs = RETRY_MS }: PendingWritesOptions) {
    this.#options = { log, patienceMs, retryMs };
  }

  /** How many are not stored yet. */
  get size(): number {
    return this.#waiting.size + this.#running.size;
  }

  /**
   * Resolves when it is stored or, when the database does not answer, after a moment; it is stored then as soon as that
   * does. For one key in the order of the calls, so that what is stored last is also told last. Never rejects: what the
   * database refuses for good is logged.
   */
  put(key: string, write: () => Promise<unknown>): Promise<void> {
    const before = this.#untold.get(key);
    const stored = this.#put(key, write);
    const told = before ? before.then(() => stored) : stored;
    this.#untold.set(key, told);
    void told.then(() => {
      if (this.#untold.get(key) === told) this.#untold.delete(key);
    });
    return told;
  }

  async #put(key: string, write: () => Promise<unknown>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.get(key)?.release();
    this.#waiting.set(key, { key, write, release: resolve });
    this.#start();
    if (this.#stalledAt !== null) return;
    const limit = setTimeout(resolve, this.#options.patienceMs);
    await promise;
    clearTimeout(limit);
  }

  /** Forgets what waits under that key, and waits for what is under way: what the caller writes next comes last. */
  async drop(key: string): Promise<void> {
    for (;;) {
      this.#waiting.get(key)?.release();
      this.#waiting.delete(key);
      const running = this.#running.get(key);
      if (!running) return;
      // One that fails waits again by then.
      await running;
    }
  }

  /** Tries all once more, and says how many could not be stored. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#start();
    while (this.#running.size > 0) await Promise.all(this.#running.values());
    if (this.size > 0)
      this.#options.log.error({ count: this.size }, 'writes were lost at the stop');
  }

  #start(): void {
    for (const pending of [...this.#waiting.values()]) {
      if (this.#retry || this.#running.size >= CONCURRENT) return;
      if (this.#running.has(pending.key)) continue;
      this.#waiting.delete(pending.key);
      this.#running.set(pending.key, this.#run(pending));
    }
  }

  async #run(pending: Pending): Promise<void> {
    const { key, write, release } = pending;
    let isStored = true;
    try {
      await write();
    } catch (error) {
      isStored = !(error instanceof AppError && error.code === 'unavailable');
      if (isStored) this.#options.log.error({ err: error }, 'a write was refused');
    }
    this.#running.delete(key);
    release();
    if (isStored) this.#goOn();
    else this.#stall(pending);
  }

  #goOn(): void {
    if (this.#stalledAt !== null && this.size === 0) {
      const waitedMs = Math.round(performance.now() - this.#stalledAt);
      this.#stalledAt = null;
      this.#options.log.info({ waitedMs }, 'all that waited for the database is stored');
    }
    this.#start();
  }

  #stall(pending: Pending): void {
    // A newer one of the same key says it better.
    if (!this.#waiting.has(pending.key)) this.#waiting.set(pending.key, pending);
    if (this.#stalledAt === null) {
      this.#stalledAt = performance.now();
      this.#options.log.warn({}, 'the database does not answer: what happens is stored later');
    }
    if (this.#closed || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#start();
    }, this.#options.retryMs).unref();
  }
}
