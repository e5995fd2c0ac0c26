/** What comes within this time is the same wish by another way: of a terminal, of a supervisor, of the launcher. */
const SAME_WISH_MS = 1_000;

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** As much of `process` as asks this one to end. */
interface Source {
  on(event: string, listener: (what: unknown) => void): unknown;
}

export interface StopRequestsDeps {
  log: {
    info(fields: object, message: string): void;
    fatal(fields: object, message: string): void;
  };
  /** Ends the process without waiting for anything. */
  exit(code: number): void;
  /** Milliseconds, monotonic. */
  now(): number;
}

/**
 * Who wants this process to end, and how soon. SIGTERM leaves time for meetings that are running, if the configuration
 * gives any; Ctrl-C, a closed terminal, a launcher that is gone and a crash do not. Asked again, the server ends at
 * once in order, and asked once more it does not even do that.
 */
export class StopRequests {
  readonly #deps: StopRequestsDeps;
  readonly #asked = Promise.withResolvers<void>();
  readonly #impatience = new AbortController();
  #isAsked = false;
  #lastAt: number | null = null;
  #exitCode = 0;

  constructor(deps: StopRequestsDeps) {
    this.#deps = deps;
  }

  /** Resolves with the first of them. */
  get asked(): Promise<void> {
    return this.#asked.promise;
  }

  /** Fires when nobody shall be waited for any more. */
  get impatience(): AbortSignal {
    return this.#impatience.signal;
  }

  /** With what the process ends: 0 unless it crashed. */
  get exitCode(): number {
    return this.#exitCode;
  }

  listenTo(source: Source): void {
    const { log } = this.#deps;
    for (const signal of SIGNALS) source.on(signal, () => this.#handleSignal(signal));
    source.on('disconnect', () => {
      log.info({}, 'the launcher is gone: stopping');
      this.stopNow();
    });
    const crash = (error: unknown) => {
      log.fatal({ err: error }, 'a bug ends this server');
      this.#exitCode = 1;
      this.stopNow();
    };
    source.on('uncaughtException', crash);
    source.on('unhandledRejection', crash);
  }

  /** Asks for the end, or ends the wait for meetings that are running. */
  stopNow(): void {
    this.#impatience.abort();
    this.#ask();
  }

  #ask(): void {
    this.#isAsked = true;
    this.#asked.resolve();
  }

  #handleSignal(signal: (typeof SIGNALS)[number]): void {
    const now = this.#deps.now();
    if (this.#lastAt !== null && now - this.#lastAt < SAME_WISH_MS) return;
    this.#lastAt = now;
    if (this.impatience.aborted) return this.#deps.exit(1);
    this.#deps.log.info({ signal }, 'stopping');
    if (signal === 'SIGTERM' && !this.#isAsked) this.#ask();
    else this.stopNow();
  }
}
