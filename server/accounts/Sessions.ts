import { randomUUID } from 'node:crypto';
import type { Me } from '../../shared/contracts/index.ts';
import { assertNever } from '../../shared/errors.ts';
import type { AccessTokens } from './AccessTokens.ts';
import { assertNotBanned, signedOut, type Authenticator } from './Authenticator.ts';
import type { AccountRepositories, AccountsLog, AccountStore, LiveSessions } from './ports.ts';
import type { ClientKind, RefreshFamily, User } from './records.ts';
import { createRefreshToken, hashOfToken } from './refreshToken.ts';
import { judgePresentation, SESSION_LIFETIME_MS } from './rotation.ts';
import { UnansweredTokens } from './UnansweredTokens.ts';
import { toMe } from './views.ts';

export interface IssuedSession {
  user: Me;
  accessToken: string;
  accessTokenExpiresAt: string;
  refreshToken: string;
  refreshTokenExpiresAt: Date;
  familyId: string;
  client: ClientKind;
}

export interface SessionsDeps {
  store: AccountStore;
  tokens: AccessTokens;
  authenticator: Authenticator;
  liveSessions: LiveSessions;
  log: AccountsLog;
  now: () => Date;
}

/** Of one account, on all its devices: so that to end all of them never takes long. */
export const MOST_SIGN_INS = 100;

interface Rotated {
  family: RefreshFamily;
  user: User;
  refreshToken: string;
}

type Rotation =
  | ({ kind: 'rotated' } & Rotated)
  | { kind: 'reused'; family: RefreshFamily }
  | { kind: 'banned'; user: User }
  | { kind: 'refused' };

/** Opens, continues and ends sessions: families of refresh tokens, of which each is used once. */
export class Sessions {
  readonly #deps: SessionsDeps;
  readonly #unanswered = new UnansweredTokens();

  constructor(deps: SessionsDeps) {
    this.#deps = deps;
  }

  /** @param repositories Those of the unit of work that it belongs to, if any. */
  async open(
    user: User,
    client: ClientKind,
    repositories: AccountRepositories = this.#deps.store,
  ): Promise<IssuedSession> {
    const now = this.#deps.now();
    const { token, hash } = createRefreshToken();
    const family: RefreshFamily = {
      id: randomUUID(),
      userId: user.id,
      client,
      generation: 0,
      createdAt: now,
      rotatedAt: now,
      expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS),
      revokedAt: null,
    };
    await repositories.families.insert(family, hash);
    await repositories.families.keepNewest(user.id, MOST_SIGN_INS);
    await repositories.users.update(user.id, { lastSeenAt: now });
    return this.#issue({ family, user, refreshToken: token });
  }

  /**
   * Trades a refresh token for the next one. See rotation.ts for what a second use means.
   * @param guard Told whose token it is before anything happens; may throw.
   * @throws AppError `unauthenticated`, `account_banned`, `unavailable`
   */
  async rotate(
    refreshToken: string,
    guard: (userId: string) => Promise<void>,
  ): Promise<IssuedSession> {
    const { store, authenticator, liveSessions, log } = this.#deps;
    const hash = hashOfToken(refreshToken);
    let isAdvanced = false;
    // Nothing is thrown inside but by the guard: it would roll back the revocation of a reused family.
    const rotation = await store
      .transact(async (repositories) => {
        const outcome = await this.#rotateIn(repositories, hash, guard);
        isAdvanced = outcome.kind === 'rotated';
        return outcome;
      })
      .catch((error: unknown) => {
        if (isAdvanced) this.#unanswered.add(hash);
        throw error;
      });
    this.#unanswered.delete(hash);
    switch (rotation.kind) {
      case 'rotated':
        return this.#issue(rotation);
      case 'banned':
        assertNotBanned(rotation.user);
        throw signedOut();
      case 'reused': {
        const { id: familyId, userId } = rotation.family;
        authenticator.forget(userId);
        liveSessions.endUser(userId, 'signedOut', { onlyFamilyId: familyId });
        log.warn({ userId, familyId }, 'a refresh token was used twice: its session is ended');
        throw signedOut();
      }
      case 'refused':
        throw signedOut();
      default:
        return assertNever(rotation);
    }
  }

  /** Ends the session that the token belongs to, even when the token itself is used up. */
  async close(refreshToken: string): Promise<void> {
    const { store, authenticator, now } = this.#deps;
    const userId = await store.transact(async ({ families }) => {
      const found = await families.lockByToken(hashOfToken(refreshToken));
      if (found) await families.revoke(found.family.id, now());
      return found?.family.userId;
    });
    if (userId) authenticator.forget(userId);
  }

  async #rotateIn(
    { families, users }: AccountRepositories,
    hash: Buffer,
    guard: (userId: string) => Promise<void>,
  ): Promise<Rotation> {
    const now = this.#deps.now();
    const found = await families.lockByToken(hash);
    const user = found && (await users.findById(found.family.userId));
    if (!found || !user) return { kind: 'refused' };
    await guard(user.id);
    if (user.bannedAt !== null) return { kind: 'banned', user };
    const { family, generation } = found;
    const isUnanswered = this.#unanswered.has(hash);
    const presentation = judgePresentation(family, generation, now, isUnanswered);
    switch (presentation) {
      case 'rotate':
      case 'sibling': {
        const next = presentation === 'rotate' ? advance(family, now) : family;
        const successor = createRefreshToken();
        await families.advance(next, successor.hash);
        const seen = await users.update(user.id, { lastSeenAt: now });
        const { token } = successor;
        return { kind: 'rotated', family: next, user: seen ?? user, refreshToken: token };
      }
      case 'reused':
        await families.revoke(family.id, now);
        return { kind: 'reused', family };
      case 'expired':
      case 'revoked':
        return { kind: 'refused' };
      default:
        return assertNever(presentation);
    }
  }

  async #issue({ family, user, refreshToken }: Rotated): Promise<IssuedSession> {
    const access = await this.#deps.tokens.sign({ userId: user.id, familyId: family.id });
    return {
      user: toMe(user),
      accessToken: access.token,
      accessTokenExpiresAt: access.expiresAt.toISOString(),
      refreshToken,
      refreshTokenExpiresAt: family.expiresAt,
      familyId: family.id,
      client: family.client,
    };
  }
}

function advance(family: RefreshFamily, now: Date): RefreshFamily {
  return {
    ...family,
    generation: family.generation + 1,
    rotatedAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFETIME_MS),
  };
}
