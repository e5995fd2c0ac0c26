import { SlidingWindow } from '../../shared/domain/slidingWindow.ts';

/** [R3], [R4] */
export const MAX_REQUESTS_PER_SECOND = 100;
export const MAX_VIOLATIONS = 20;
const VIOLATION_WINDOW_MS = 10_000;

/** How one socket behaves. */
export class Violations {
  readonly #requests = new SlidingWindow(MAX_REQUESTS_PER_SECOND, 1_000);
  readonly #violations = new SlidingWindow(MAX_VIOLATIONS - 1, VIOLATION_WINDOW_MS);
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** @returns whether this request comes at a bearable rate */
  takeRequest(): boolean {
    return this.#requests.take(this.#now());
  }

  /** @returns whether the socket may stay */
  takeViolation(): boolean {
    return this.#violations.take(this.#now());
  }
}
