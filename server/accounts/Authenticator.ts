import { AppError } from '../../shared/errors.ts';
import type { AccessTokens } from './AccessTokens.ts';
import type { RefreshFamilyRepository } from './ports.ts';
import type { AuthenticatedUser, RefreshFamily, User } from './records.ts';
import { avatarUrlOf } from './views.ts';

/** What another process changes in the database is noticed after this long; what we change, at once. */
const REMEMBERED_MS = 10_000;
const MAX_REMEMBERED = 10_000;

interface Standing {
  family: RefreshFamily;
  user: User;
}

interface Remembered extends Standing {
  until: number;
}

/**
 * Says who an access token belongs to, and whether that still counts: a ban, a log-out and a deleted account end
 * it before it expires. What the database says is remembered for a moment, so that a busy client costs no query a request,
 * and longer while it says nothing: nobody can be banned or signed out then, and whoever lost their line comes back.
 */
export class Authenticator {
  readonly #tokens: AccessTokens;
  readonly #families: Pick<RefreshFamilyRepository, 'findWithUser'>;
  readonly #now: () => Date;
  readonly #remembered = new Map<string, Remembered>();
  /** Grows with every `forget`: an answer asked for before it may be older than the change. */
  #changes = 0;

  constructor(
    tokens: AccessTokens,
    families: Pick<RefreshFamilyRepository, 'findWithUser'>,
    now: () => Date,
  ) {
    this.#tokens = tokens;
    this.#families = families;
    this.#now = now;
  }

  /** @throws AppError `token_expired`, `unauthenticated`, `account_banned` */
  async authenticate(accessToken: string): Promise<AuthenticatedUser> {
    const { familyId, userId } = await this.#tokens.verify(accessToken);
    const standing = await this.#find(familyId);
    if (standing?.user.id !== userId) throw signedOut();
    const { family, user } = standing;
    assertNotBanned(user);
    if (family.revokedAt !== null || family.expiresAt <= this.#now()) throw signedOut();
    const { id, displayName, role } = user;
    return { id, displayName, role, avatarUrl: avatarUrlOf(user), familyId };
  }

  /** To be called after every change to an account or its sessions. */
  forget(userId: string): void {
    this.#changes += 1;
    for (const [familyId, { user }] of this.#remembered) {
      if (user.id === userId) this.#remembered.delete(familyId);
    }
  }

  async #find(familyId: string): Promise<Standing | null> {
    const known = this.#remembered.get(familyId);
    if (known && known.until > performance.now()) return known;
    const changes = this.#changes;
    const found = await this.#families.findWithUser(familyId).catch((error: unknown) => {
      const isStill = known !== undefined && this.#remembered.has(familyId);
      if (isStill && error instanceof AppError && error.code === 'unavailable') return known;
      throw error;
    });
    if (found && changes === this.#changes) this.#remember(familyId, found);
    return found;
  }

  #remember(familyId: string, standing: Standing): void {
    this.#remembered.delete(familyId);
    this.#remembered.set(familyId, { ...standing, until: performance.now() + REMEMBERED_MS });
    if (this.#remembered.size <= MAX_REMEMBERED) return;
    // A Map keeps the order of insertion: the first is the one asked for longest ago.
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }
}

export function assertNotBanned(user: User): void {
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
