import type { Clock } from '../platform/clock.ts';

/** How often it is asked at first, while a short loss is the likely one, and later on. */
const EARLY_INTERVAL_MS = 700;
const EARLY_MS = 60_000;
const STEADY_INTERVAL_MS = 4000;
/** Enough for the handshakes of a satellite line; several questions are under way at a time. */
const ANSWER_LIMIT_MS = 3500;

export interface ReachProbeDeps {
  clock: Clock;
  /** 0..1 */
  random(): number;
  /** Resolves when the server answers, rejects when it cannot be reached. */
  ask(signal: AbortSignal): Promise<void>;
  /** @param askedAt when the question was asked that has been answered */
  onReached(askedAt: number): void;
}

/**
 * Asks again and again whether the server can be reached, each time anew: what was asked while packets
 * vanished waits for retransmissions that come ever more rarely, and would learn of the path's return last.
 */
export class ReachProbe {
  readonly #deps: ReachProbeDeps;
  readonly #startedAt: number;
  readonly #asked = new Set<AbortController>();
  #cancel: () => void = () => undefined;
  #closed = false;

  constructor(deps: ReachProbeDeps) {
    this.#deps = deps;
    this.#startedAt = deps.clock.now();
    this.#ask();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancel();
    for (const question of this.#asked) question.abort();
  }

  #ask(): void {
    const { clock } = this.#deps;
    const askedAt = clock.now();
    const question = new AbortController();
    this.#asked.add(question);
    const cancelLimit = clock.after(ANSWER_LIMIT_MS, () => question.abort());
    this.#deps
      .ask(question.signal)
      .then(
        () => !this.#closed && this.#deps.onReached(askedAt),
        // Not reached: the next question is on its way.
        () => undefined,
      )
      .finally(() => {
        cancelLimit();
        this.#asked.delete(question);
      });
    this.#cancel = clock.after(this.#intervalMs(), () => this.#ask());
  }

  /** Spread, since many lose the same server at the same moment. */
  #intervalMs(): number {
    const isEarly = this.#deps.clock.now() - this.#startedAt < EARLY_MS;
    const interval = isEarly ? EARLY_INTERVAL_MS : STEADY_INTERVAL_MS;
    return Math.round(interval * (0.75 + this.#deps.random() / 2));
  }
}

/** Any answer of the server will do, a proxy's that has no server behind it will not. */
export async function askHealth(origin: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(`${origin}/health`, {
    signal,
    cache: 'no-store',
    credentials: 'omit',
  });
  if (response.status === 502 || response.status === 504) throw new Error('no server behind it');
}
