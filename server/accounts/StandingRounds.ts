import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { RefreshFamilyRepository } from './ports.ts';
import type { Standing } from './records.ts';

/** A query as large as this keeps neither the database nor the event loop long. */
const MAX_ROUND = 500;
/** Of thousands who come back, only one or two would share each query if it followed the last one at once. */
const ROUND_EVERY_MS = 10;

type Waiting = PromiseWithResolvers<Standing | null>;

/**
 * Looks sign-ins up in rounds: one query is under way, and all who ask meanwhile share the next. So thousands who come
 * back at once cost a few queries, and who comes alone does not wait.
 */
export class StandingRounds {
  readonly #families: Pick<RefreshFamilyRepository, 'findStandings'>;
  /** By the family's id. */
  readonly #waiting = new Map<string, Waiting>();
  #isAsking = false;

  constructor(families: Pick<RefreshFamilyRepository, 'findStandings'>) {
    this.#families = families;
  }

  /** The answer is never older than the question. @returns null where there is no such sign-in */
  find(familyId: string): Promise<Standing | null> {
    const waiting = this.#waiting.get(familyId) ?? Promise.withResolvers<Standing | null>();
    this.#waiting.set(familyId, waiting);
    if (!this.#isAsking) void this.#ask();
    return waiting.promise;
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#waiting.size > 0) {
      const startedAt = performance.now();
      await this.#askRound(this.#take(MAX_ROUND));
      const restMs = startedAt + ROUND_EVERY_MS - performance.now();
      if (this.#waiting.size > 0 && restMs > 0) await wait(restMs);
    }
    this.#isAsking = false;
  }

  /** Never rejects. */
  async #askRound(round: ReadonlyMap<string, Waiting>): Promise<void> {
    try {
      const found = await this.#families.findStandings([...round.keys()]);
      const standings = new Map(found.map((standing) => [standing.familyId, standing]));
      for (const [familyId, { resolve }] of round) resolve(standings.get(familyId) ?? null);
    } catch (error) {
      for (const { reject } of round.values()) reject(error);
      // Each further round would take as long to find out the same.
      if (!(error instanceof AppError && error.code === 'unavailable')) return;
      for (const { reject } of this.#take(Infinity).values()) reject(error);
    }
  }

  #take(limit: number): Map<string, Waiting> {
    const taken = new Map<string, Waiting>();
    for (const [familyId, waiting] of this.#waiting) {
      if (taken.size >= limit) break;
      taken.set(familyId, waiting);
      this.#waiting.delete(familyId);
    }
    return taken;
  }
}
