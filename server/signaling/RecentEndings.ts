import type { JoiningUser, SignInScope } from '../rooms/index.ts';

/** Longer than any token is being checked, a database that is away included. */
const KEPT_MS = 30_000;

interface Ending extends SignInScope {
  at: number;
  userId: string;
}

/**
 * Sign-ins that ended a moment ago [P5]: a socket whose token was found good just before is in no channel yet by which it
 * could be closed with the others.
 */
export class RecentEndings {
  readonly #now: () => number;
  #endings: Ending[] = [];

  /** @param now milliseconds, ever growing */
  constructor(now: () => number) {
    this.#now = now;
  }

  note(userId: string, scope: SignInScope): void {
    const at = this.#now();
    this.#endings = this.#endings.filter((ending) => at - ending.at < KEPT_MS);
    this.#endings.push({ ...scope, userId, at });
  }

  /** @param since when its token began to be checked, by the same clock */
  include({ id, familyId }: JoiningUser, since: number): boolean {
    return this.#endings.some(
      ({ at, userId, exceptFamilyId, onlyFamilyId }) =>
        at >= since &&
        (onlyFamilyId === undefined ? userId === id : onlyFamilyId === familyId) &&
        exceptFamilyId !== familyId,
    );
  }
}
