import type { MediaSource } from '../../../../shared/contracts/index.ts';
import type { AppError } from '../../../../shared/errors.ts';
import type { Clock } from '../../platform/clock.ts';

/** By then another worker runs, and its reset has come. */
const TOLD_AFTER_MS = 2000;

/**
 * What is produced in the moment in which a media worker dies is refused, too: the `media:reset` that
 * follows mends it [M8], and nobody need hear of it. What is still so after that is told.
 */
export class RefusalDelay {
  readonly #clock: Clock;
  readonly #onRefused: (source: MediaSource, error: AppError) => void;
  readonly #cancels = new Set<() => void>();

  constructor(clock: Clock, onRefused: (source: MediaSource, error: AppError) => void) {
    this.#clock = clock;
    this.#onRefused = onRefused;
  }

  handle(source: MediaSource, error: AppError): void {
    // Without a worker a reset is sure to follow.
    if (error.code === 'media_unavailable') return;
    const cancel = this.#clock.after(TOLD_AFTER_MS, () => {
      this.#cancels.delete(cancel);
      this.#onRefused(source, error);
    });
    this.#cancels.add(cancel);
  }

  /** The transports that refused are gone. */
  forget(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }
}
