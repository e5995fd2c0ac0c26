import { AccessTokens } from './AccessTokens.ts';
import { Administration } from './Administration.ts';
import { Authenticator } from './Authenticator.ts';
import { Limiter } from './Limiter.ts';
import type { AccountsLog, AccountStore, BlobStore, LiveSessions, OwnedMeetings } from './ports.ts';
import { Profiles } from './Profiles.ts';
import { RATE_LIMITS, type RateLimits } from './rateLimits.ts';
import { Sessions } from './Sessions.ts';
import { SetupLink } from './SetupLink.ts';
import { SignIn } from './SignIn.ts';

export interface AccountsOptions {
  store: AccountStore;
  blobs: BlobStore;
  liveSessions: LiveSessions;
  ownedMeetings: OwnedMeetings;
  /** The server's own, at least 32 bytes. */
  secret: Uint8Array;
  log: AccountsLog;
  limits?: RateLimits | undefined;
  now?: (() => Date) | undefined;
}

/** Everything about accounts that edges and other features may ask for. */
export interface Accounts {
  /** Registering, signing in and out. */
  readonly signIn: SignIn;
  /** What people do with their own account. */
  readonly profiles: Profiles;
  /** What administrators do with other people's. */
  readonly administration: Administration;
  /** @throws AppError `token_expired`, `unauthenticated`, `account_banned` */
  readonly authenticate: Authenticator['authenticate'];
  /** @returns a one-time token for `<url>/setup#token=...`, or null when there is an administrator */
  createSetupToken(): Promise<string | null>;
  isSetupRequired(): boolean;
  /** Forgets sessions that are long over. */
  purge(): Promise<void>;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const { store, blobs, liveSessions, ownedMeetings, secret, log } = options;
  const now = options.now ?? (() => new Date());
  const limiter = new Limiter(options.limits ?? RATE_LIMITS);
  const setupLink = new SetupLink();
  const tokens = new AccessTokens(secret, now);
  const authenticator = new Authenticator(tokens, store.families, now);
  const sessions = new Sessions({ store, tokens, authenticator, liveSessions, log, now });
  const shared = { store, authenticator, sessions, liveSessions, limiter, log, now };
  return {
    signIn: new SignIn({ ...shared, setupLink }),
    profiles: new Profiles({ ...shared, blobs, ownedMeetings }),
    administration: new Administration(shared),
    authenticate: (accessToken) => authenticator.authenticate(accessToken),
    createSetupToken: async () => {
      if ((await store.users.countActiveAdmins()) > 0) return null;
      return setupLink.create();
    },
    isSetupRequired: () => setupLink.isOpen,
    purge: () => store.families.purge(now()),
  };
}
