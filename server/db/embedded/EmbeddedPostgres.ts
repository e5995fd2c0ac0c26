import { setTimeout as delay } from 'node:timers/promises';
import { EmbeddedPostgresError } from './EmbeddedPostgresError.ts';
import type { OwnerLock } from './OwnerLock.ts';
import type { Placement } from './placement.ts';
import { Postmaster } from './Postmaster.ts';
import { GOOD_RUN_MS, MANY_RESTARTS, restartDelay } from './restartDelay.ts';
import { endPostmaster } from './runningPostmaster.ts';
import type { Address } from './settings.ts';

/** What it needs of a logger; pino's fits. */
export interface EmbeddedPostgresLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface EmbeddedPostgresOptions {
  readonly placement: Placement;
  readonly address: Address;
  readonly lock: OwnerLock;
  readonly log: EmbeddedPostgresLog;
}

/** Keeps one PostgreSQL running until it is closed: one that dies is started again at the same address. */
export class EmbeddedPostgres {
  readonly #options: EmbeddedPostgresOptions;
  readonly #closing = new AbortController();
  readonly #supervision: Promise<void>;
  #restartsInARow = 0;

  private constructor(options: EmbeddedPostgresOptions, first: Postmaster) {
    this.#options = options;
    this.#supervision = this.#supervise(first);
  }

  /** @throws {EmbeddedPostgresError} when PostgreSQL does not come up. */
  static async start(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
    const { address, placement } = options;
    for (let attempt = 0; ; attempt++) {
      await endPostmaster(placement.cluster);
      try {
        return new EmbeddedPostgres(options, await Postmaster.start(placement, address));
      } catch (error) {
        if (!isHeldByOldBackends(error) || attempt === MANY_RESTARTS) throw error;
        await delay(restartDelay(attempt));
      }
    }
  }

  /** Stops PostgreSQL, then gives the folder free. Close the connections first; idempotent. */
  async close(): Promise<void> {
    this.#closing.abort();
    try {
      await this.#supervision;
    } finally {
      this.#options.lock.release();
    }
  }

  async #supervise(first: Postmaster): Promise<void> {
    const { signal } = this.#closing;
    const asked = new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    let running: Postmaster | undefined = first;
    while (running !== undefined) {
      const startedAt = performance.now();
      await Promise.race([running.ended, asked]);
      if (signal.aborted) return running.stop();
      if (performance.now() - startedAt >= GOOD_RUN_MS) this.#restartsInARow = 0;
      this.#options.log.warn({}, 'PostgreSQL ended by itself');
      running = await this.#restart();
    }
  }

  async #restart(): Promise<Postmaster | undefined> {
    const { address, log, placement } = this.#options;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const attempt = this.#restartsInARow++;
      if (attempt === MANY_RESTARTS) {
        log.error({}, `PostgreSQL ends again and again: see its log in ${placement.logs}`);
      }
      // Being asked to close cuts the wait short; the loop sees it.
      await delay(restartDelay(attempt), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
      try {
        await endPostmaster(placement.cluster);
        const postmaster = await Postmaster.start(placement, address);
        log.info({}, 'PostgreSQL is running again');
        return postmaster;
      } catch (error) {
        log.warn({ err: error }, 'PostgreSQL could not be started again yet');
      }
    }
    return undefined;
  }
}

/** Backends of a killed PostgreSQL that are busy notice its death late; until then they hold its shared memory. */
function isHeldByOldBackends(error: unknown): boolean {
  return error instanceof EmbeddedPostgresError && error.message.includes('shared memory block');
}
