import type { Clock } from '../../../platform/clock.ts';

/** The first of several who do the same waits this long (ms) for the others. */
const GATHER_MS = 800;
/** Between two sentences (ms); a full lift must not fill the screen, nor be read out without an end. */
const PAUSE_MS = 3000;

/** Gathers who does the same in one moment, so that everybody is named or counted, and nobody told twice. */
export class Gathering {
  readonly #clock: Pick<Clock, 'now' | 'after'>;
  readonly #tell: (names: readonly string[]) => void;
  #waiting: string[] = [];
  #cancel: (() => void) | null = null;
  #toldAt = -Infinity;

  constructor(clock: Pick<Clock, 'now' | 'after'>, tell: (names: readonly string[]) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  add(name: string): void {
    this.#waiting.push(name);
    if (this.#cancel) return;
    const delayMs = Math.max(GATHER_MS, this.#toldAt + PAUSE_MS - this.#clock.now());
    this.#cancel = this.#clock.after(delayMs, () => this.#tellAll());
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#waiting = [];
  }

  #tellAll(): void {
    const names = this.#waiting;
    this.#waiting = [];
    this.#cancel = null;
    this.#toldAt = this.#clock.now();
    this.#tell(names);
  }
}
