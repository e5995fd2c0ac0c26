import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../shared/errors.ts';
import type { RateLimits } from './rateLimits.ts';

type LimitName = keyof RateLimits;
export type LimitKeys = Partial<Record<LimitName, string>>;

/** Counts attempts against the named limits. */
export class Limiter {
  readonly #limiters: ReadonlyMap<LimitName, RateLimiterMemory>;

  constructor(limits: RateLimits) {
    this.#limiters = new Map(
      Object.entries(limits).map(([name, { points, seconds }]) => [
        // Object.entries forgets that these are the keys of RateLimits.
        name as LimitName,
        new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
      ]),
    );
  }

  /**
   * Counts before the work is done, so that attempts made side by side count too.
   * @returns takes the attempt back, for those that turn out to be right
   * @throws AppError `rate_limited`
   */
  async take(keys: LimitKeys): Promise<() => Promise<void>> {
    const taken = this.#resolve(keys);
    for (const [limiter, key] of taken) await consume(limiter, key);
    return async () => {
      for (const [limiter, key] of taken) await limiter.reward(key, 1);
    };
  }

  /** Forgets what was counted there. */
  async clear(keys: LimitKeys): Promise<void> {
    for (const [limiter, key] of this.#resolve(keys)) await limiter.delete(key);
  }

  #resolve(keys: LimitKeys): [RateLimiterMemory, string][] {
    return [...this.#limiters].flatMap(([name, limiter]) => {
      const key = keys[name];
      return key === undefined ? [] : [[limiter, key] satisfies [RateLimiterMemory, string]];
    });
  }
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error;
    const retryAfterSeconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw new AppError('rate_limited', `Too many attempts. ${waitSentence(retryAfterSeconds)}`, {
      retryAfterSeconds,
    });
  }
}

function waitSentence(seconds: number): string {
  if (seconds < 90) return `Try again in ${seconds} s.`;
  return `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}
