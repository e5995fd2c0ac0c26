import { randomUUID } from 'node:crypto';
import type { Locale } from '../../shared/contracts/index.ts';
import { addressKey } from '../../shared/domain/addressKey.ts';
import { AppError } from '../../shared/errors.ts';
import { assertNotBanned, type Authenticator } from './Authenticator.ts';
import type { Limiter } from './Limiter.ts';
import { hashPassword, verifyPassword } from './passwords.ts';
import type { AccountsLog, AccountStore, LiveSessions } from './ports.ts';
import type { ClientKind, User } from './records.ts';
import type { IssuedSession, Sessions } from './Sessions.ts';
import type { SetupLink } from './SetupLink.ts';

export interface SignInDeps {
  store: AccountStore;
  authenticator: Authenticator;
  sessions: Sessions;
  setupLink: SetupLink;
  liveSessions: LiveSessions;
  limiter: Limiter;
  log: AccountsLog;
  now: () => Date;
}

export interface Registration {
  email: string;
  password: string;
  displayName: string;
  locale?: Locale | undefined;
  setupToken?: string | undefined;
  client: ClientKind;
}

/** Registering, signing in and out. `address` is where the request came from. */
export class SignIn {
  readonly #deps: SignInDeps;

  constructor(deps: SignInDeps) {
    this.#deps = deps;
  }

  /** @throws AppError `email_taken`, `setup_link_invalid`, `rate_limited` */
  async register(registration: Registration, address: string): Promise<IssuedSession> {
    const { limiter, log } = this.#deps;
    await limiter.take({
      registerPerAddress: addressKey(address),
      registerPerAccount: registration.email,
    });
    const { setupToken } = registration;
    if (setupToken !== undefined) return this.#registerAdmin(registration, setupToken);
    const { user, session } = await this.#create(registration, 'member');
    log.info({ userId: user.id }, 'account registered');
    return session;
  }

  /** @throws AppError `invalid_credentials`, `account_banned`, `rate_limited` */
  async login(
    { email, password, client }: { email: string; password: string; client: ClientKind },
    address: string,
  ): Promise<IssuedSession> {
    const { limiter, store, sessions, log } = this.#deps;
    const from = addressKey(address);
    const accountKeys = {
      loginPerAccountAndAddress: `${email} ${from}`,
      loginPerAccount: email,
    };
    const takeBack = await limiter.take({ ...accountKeys, loginPerAddress: from });
    const user = await store.users.findByEmail(email);
    const isRight = await verifyPassword(user?.passwordHash ?? null, password);
    if (!user || !isRight) {
      log.info({ userId: user?.id ?? null, address }, 'log-in refused');
      throw wrongCredentials();
    }
    await takeBack();
    await limiter.clear(accountKeys);
    const session = await store.transact(async (repositories) => {
      const current = await repositories.users.lock(user.id);
      // Deleted, or given another password, while this one was being verified: then its sign-ins have been ended already.
      if (current?.passwordHash !== user.passwordHash) throw wrongCredentials();
      assertNotBanned(current);
      return sessions.open(current, client, repositories);
    });
    log.info({ userId: user.id }, 'logged in');
    return session;
  }

  /** @throws AppError `unauthenticated`, `account_banned`, `rate_limited` */
  async refresh(refreshToken: string, address: string): Promise<IssuedSession> {
    const { limiter, sessions } = this.#deps;
    await limiter.take({ refreshPerAddress: addressKey(address) });
    return sessions.rotate(refreshToken, async (userId) => {
      await limiter.take({ refreshPerAccount: userId });
    });
  }

  /** Ends one session. Whoever holds no valid token is signed out already. */
  async logout(refreshToken: string): Promise<void> {
    await this.#deps.sessions.close(refreshToken);
  }

  async logoutAll(userId: string): Promise<void> {
    const { store, authenticator, liveSessions, log, now } = this.#deps;
    await store.families.revokeAllOf(userId, now());
    authenticator.forget(userId);
    liveSessions.endUser(userId, 'signedOut');
    log.info({ userId }, 'logged out everywhere');
  }

  async #registerAdmin(registration: Registration, setupToken: string): Promise<IssuedSession> {
    const { setupLink, log } = this.#deps;
    const giveBack = setupLink.take(setupToken);
    if (!giveBack) {
      throw new AppError(
        'setup_link_invalid',
        'This set-up link is not valid any more. Restart the server for a new one, or register without it.',
      );
    }
    try {
      const { user, session } = await this.#create(registration, 'admin');
      log.info({ userId: user.id }, 'the first administrator registered');
      return session;
    } catch (error) {
      giveBack();
      throw error;
    }
  }

  async #create(
    { email, password, displayName, locale, client }: Registration,
    role: User['role'],
  ): Promise<{ user: User; session: IssuedSession }> {
    const { store, sessions, now } = this.#deps;
    const user: User = {
      id: randomUUID(),
      email,
      passwordHash: await hashPassword(password),
      displayName,
      role,
      locale: locale ?? null,
      avatarVersion: null,
      createdAt: now(),
      lastSeenAt: null,
      bannedAt: null,
      banReason: null,
    };
    return store.transact(async (repositories) => {
      if (!(await repositories.users.insert(user))) {
        throw new AppError(
          'email_taken',
          'There is an account with this e-mail address. Sign in.',
          {
            fields: { email: 'There is an account with this e-mail address.' },
          },
        );
      }
      return { user, session: await sessions.open(user, client, repositories) };
    });
  }
}

function wrongCredentials(): AppError {
  return new AppError('invalid_credentials', 'E-mail address or password is wrong.');
}
