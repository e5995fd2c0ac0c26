/** Node's timers count whole milliseconds: what is due within half of one is due now. */
const CLOSE_ENOUGH_MS = 0.5;

interface Waiting<T> {
  item: T;
  dueAt: number;
}

/** Hands things on at their time, in the order in which they came. Times are those of `performance.now()`. */
export class DelayLine<T> {
  readonly #deliver: (item: T) => void;
  #waiting: Waiting<T>[] = [];
  #head = 0;
  #cancel: (() => void) | null = null;

  constructor(deliver: (item: T) => void) {
    this.#deliver = deliver;
  }

  push(item: T, dueAt: number): void {
    const isFirst = this.#head === this.#waiting.length;
    if (isFirst && dueAt <= performance.now() + CLOSE_ENOUGH_MS) return this.#deliver(item);
    this.#waiting.push({ item, dueAt });
    if (isFirst) this.#wake();
  }

  /** @returns what was under way */
  take(): T[] {
    const taken = this.#waiting.slice(this.#head).map(({ item }) => item);
    this.#waiting = [];
    this.#head = 0;
    this.#cancel?.();
    this.#cancel = null;
    return taken;
  }

  #wake(): void {
    const next = this.#waiting[this.#head];
    if (!next || this.#cancel) return;
    const leftMs = next.dueAt - performance.now();
    if (leftMs >= 1) {
      const timer = setTimeout(() => this.#look(), Math.floor(leftMs));
      this.#cancel = () => clearTimeout(timer);
    } else {
      // A timer takes a millisecond at least; turns of the loop are finer.
      const turn = setImmediate(() => this.#look());
      this.#cancel = () => clearImmediate(turn);
    }
  }

  #look(): void {
    this.#cancel = null;
    for (;;) {
      const next = this.#waiting[this.#head];
      if (!next || next.dueAt > performance.now() + CLOSE_ENOUGH_MS) break;
      this.#head += 1;
      // Moving the rest up for each one would cost more than the waiting.
      if (this.#head === this.#waiting.length || this.#head >= 1024) this.#compact();
      this.#deliver(next.item);
    }
    this.#wake();
  }

  #compact(): void {
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}
