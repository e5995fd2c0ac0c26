/**
 * Counts what happened in the last `windowMs` and says when it was too often. Pure but for its own
 * memory: the caller brings the time, in milliseconds of any monotonic clock.
 */
export class SlidingWindow {
  readonly #limit: number;
  readonly #windowMs: number;
  #times: number[] = [];

  constructor(limit: number, windowMs: number) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /**
   * @param count as how many it counts
   * @returns whether this one is still within the limit; one that is not is not counted
   */
  take(now: number, count = 1): boolean {
    this.#times = this.#times.filter((time) => now - time < this.#windowMs);
    if (this.#times.length + count > this.#limit) return false;
    for (let times = 0; times < count; times += 1) this.#times.push(now);
    return true;
  }
}
