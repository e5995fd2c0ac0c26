import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';

export interface AttemptLimitOptions {
  attempts: number;
  perSeconds: number;
  /** What the one who is stopped reads. */
  message: string;
}

/** So many attempts per key and span; then `rate_limited` until the span is over. */
export class AttemptLimit {
  readonly #limiter: RateLimiterMemory;
  readonly #message: string;

  constructor({ attempts, perSeconds, message }: AttemptLimitOptions) {
    this.#limiter = new RateLimiterMemory({ points: attempts, duration: perSeconds });
    this.#message = message;
  }

  /** @throws {AppError} `rate_limited` */
  async count(key: string): Promise<void> {
    try {
      await this.#limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw this.#refuse(refusal);
    }
  }

  /** Counts nothing. @throws {AppError} `rate_limited` once the attempts are used up */
  async assertOpen(key: string): Promise<void> {
    const used = await this.#limiter.get(key);
    if (used && used.consumedPoints >= this.#limiter.points) throw this.#refuse(used);
  }

  #refuse({ msBeforeNext }: RateLimiterRes): AppError {
    const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
    return new AppError('rate_limited', this.#message, { retryAfterSeconds });
  }
}
