import { AppError } from '../../shared/errors.ts';
import type { AccessTokens } from './AccessTokens.ts';
import type { RefreshFamilyRepository } from './ports.ts';
import type { AuthenticatedUser, Standing, User } from './records.ts';
import { StandingRounds } from './StandingRounds.ts';
import { avatarUrlOf } from './views.ts';

/** What another process changes in the database is noticed after this long; what we change, at once. */
const REMEMBERED_MS = 10_000;
const MAX_REMEMBERED = 10_000;

interface Remembered {
  standing: Standing;
  until: number;
}

/** A question on its way to the database. */
interface Question {
  userId: string;
  /** The account has changed since: the answer may be older than that. */
  isOutdated: boolean;
}

/**
 * Says who an access token belongs to, and whether that still counts: a ban, a log-out and a deleted account end
 * it before it expires. What the database says is remembered for a moment, so that a busy client costs no query a request,
 * and longer while it says nothing: nobody can be banned or signed out then, and whoever lost their line comes back.
 */
export class Authenticator {
  readonly #tokens: AccessTokens;
  readonly #rounds: StandingRounds;
  readonly #now: () => Date;
  readonly #remembered = new Map<string, Remembered>();
  readonly #questions = new Set<Question>();

  constructor(
    tokens: AccessTokens,
    families: Pick<RefreshFamilyRepository, 'findStandings'>,
    now: () => Date,
  ) {
    this.#tokens = tokens;
    this.#rounds = new StandingRounds(families);
    this.#now = now;
  }

  /** @throws AppError `token_expired`, `unauthenticated`, `account_banned` */
  async authenticate(accessToken: string): Promise<AuthenticatedUser> {
    const { familyId, userId } = await this.#tokens.verify(accessToken);
    const standing = await this.#find(familyId, userId);
    if (standing?.user.id !== userId) throw signedOut();
    const { user, revokedAt, expiresAt } = standing;
    assertNotBanned(user);
    if (revokedAt !== null || expiresAt <= this.#now()) throw signedOut();
    const { id, displayName, role } = user;
    return { id, displayName, role, avatarUrl: avatarUrlOf(user), familyId };
  }

  /** To be called after every change to an account or its sessions. */
  forget(userId: string): void {
    for (const question of this.#questions) {
      if (question.userId === userId) question.isOutdated = true;
    }
    for (const [familyId, { standing }] of this.#remembered) {
      if (standing.user.id === userId) this.#remembered.delete(familyId);
    }
  }

  async #find(familyId: string, userId: string): Promise<Standing | null> {
    const known = this.#remembered.get(familyId);
    if (known && known.until > performance.now()) return known.standing;
    const question: Question = { userId, isOutdated: false };
    this.#questions.add(question);
    let found: Standing | null;
    try {
      found = await this.#rounds.find(familyId);
    } catch (error) {
      const isStill = known !== undefined && this.#remembered.has(familyId);
      if (!isStill || !(error instanceof AppError) || error.code !== 'unavailable') throw error;
      found = known.standing;
    } finally {
      this.#questions.delete(question);
    }
    // Whoever closed the sockets of this account meanwhile has not seen the one that waits here [P5].
    if (question.isOutdated) return this.#find(familyId, userId);
    if (found) this.#remember(familyId, found);
    return found;
  }

  #remember(familyId: string, standing: Standing): void {
    this.#remembered.delete(familyId);
    this.#remembered.set(familyId, { standing, until: performance.now() + REMEMBERED_MS });
    if (this.#remembered.size <= MAX_REMEMBERED) return;
    // A Map keeps the order of insertion: the first is the one asked for longest ago.
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }
}

export function assertNotBanned(user: Pick<User, 'bannedAt' | 'banReason'>): void {
  if (user.bannedAt === null) return;
  const reason = user.banReason ? ` Reason: ${user.banReason}` : '';
  throw new AppError(
    'account_banned',
    `This account has been banned.${reason} Ask your administrator.`,
  );
}

export function signedOut(): AppError {
  return new AppError('unauthenticated', 'This session has ended. Sign in again.');
}
