import { AppError } from '../../shared/errors.ts';

/** Far more than an honest client has on its way at a time. */
const MAX_WAITING = 64;

/** Runs one task after the other, in the order in which they were given. */
export class TaskQueue {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** Rejects as the task does; AppError `rate_limited` when too many wait. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MAX_WAITING) {
      throw new AppError('rate_limited', 'Too many media requests wait. Slow down.');
    }
    return this.follow(task);
  }

  /**
   * Work that is done however many wait: what a task leaves behind, and what another than the giver of
   * the tasks wants.
   */
  async follow<T>(task: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#last.then(task).finally(() => {
      this.#waiting -= 1;
    });
    // Whoever gave the task hears of its failure; the next one runs all the same.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
