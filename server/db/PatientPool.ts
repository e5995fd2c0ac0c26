import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { isDatabaseUnavailable } from './isDatabaseUnavailable.ts';

/** How long a request waits for a database that is away or has no connection left. A restart is over by then. */
export const AWAY_LIMIT_MS = 3_000;
/** For one connection: to be free, or to be made. */
export const CONNECT_LIMIT_MS = 2_500;
const KNOCK_EVERY_MS = 100;

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/**
 * A pool whose callers wait a while for a database that cannot be reached, as nothing was sent yet that could be done
 * twice. However many wait, one knocks.
 */
export class PatientPool extends pg.Pool {
  #return: Promise<void> | undefined;

  override connect(): Promise<pg.PoolClient>;
  override connect(connected: Connected): void;
  override connect(connected?: Connected): Promise<pg.PoolClient> | void {
    const client = this.#connectInTime(performance.now() + AWAY_LIMIT_MS);
    if (!connected) return client;
    client.then(
      (found) => connected(undefined, found, (error) => found.release(error)),
      (error: unknown) => connected(toError(error), undefined, () => undefined),
    );
  }

  async #connectInTime(deadline: number): Promise<pg.PoolClient> {
    for (;;) {
      try {
        if (!this.#return) return await super.connect();
        return await this.#connectAfterReturn(this.#return, deadline);
      } catch (error) {
        // A time limit fires a little early at times; a second wait as long is nobody's wish.
        const isOver = performance.now() + KNOCK_EVERY_MS >= deadline;
        if (this.ending || isOver || !isDatabaseUnavailable(error)) throw error;
        this.#return ??= this.#knock(error);
      }
    }
  }

  async #connectAfterReturn(isBack: Promise<void>, deadline: number): Promise<pg.PoolClient> {
    const limit = new AbortController();
    const { signal } = limit;
    const tooLate = delay(Math.max(0, deadline - performance.now()), undefined, { signal }).then(
      () => {
        throw new Error('timeout exceeded when trying to connect');
      },
    );
    try {
      await Promise.race([isBack, tooLate]);
    } finally {
      // Being cut short is a rejection too, and nobody's concern.
      tooLate.catch(() => undefined);
      limit.abort();
    }
    return super.connect();
  }

  /** Resolves when the database takes connections again, or the pool is closed. That it is away is told once. */
  async #knock(loss: unknown): Promise<void> {
    this.emit('error', loss);
    try {
      await this.#knockUntilOpen();
    } finally {
      this.#return = undefined;
    }
  }

  async #knockUntilOpen(): Promise<void> {
    while (!this.ending) {
      await delay(KNOCK_EVERY_MS, undefined, { ref: false });
      try {
        const client = await super.connect();
        client.release();
        return;
      } catch (error) {
        // Any other answer is one: whoever asks next is told it.
        if (!isDatabaseUnavailable(error)) return;
      }
    }
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
