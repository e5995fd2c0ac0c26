import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Me, Session } from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Credentials } from './buildRequest.ts';
import type { RouteInput, RouteOutput } from './routeTypes.ts';
import type { SessionState } from './sessionState.ts';

/** A token about to run out would be refused on arrival. */
const EXPIRY_MARGIN_MS = 30_000;

type RefreshBody = RouteInput<'refresh'>;

export interface SessionKeeperOptions {
  refresh: (input: RefreshBody, credentials: Credentials) => Promise<RouteOutput<'refresh'>>;
  logout: (input: RefreshBody, credentials: Credentials) => Promise<unknown>;
  /** Where a desktop keeps the refresh token; null: the browser's cookie holds it. */
  vault: { read(): Promise<string | null>; write(token: string | null): Promise<void> } | null;
  /** The CSRF token that the server left in a readable cookie; null: there is no session to continue. */
  csrfCookie: () => string | null;
  /** Runs one at a time over all tabs: a refresh token that is used twice ends its whole family. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /** Tells the other tabs that somebody signed in or out here. */
  tellOthers: () => void;
  now: () => number;
}

interface AccessToken {
  text: string;
  expiresAt: number;
}

/** Owns the access token, in memory only, and knows how to get a fresh one. */
export class SessionKeeper {
  readonly store: StoreApi<SessionState>;
  readonly #options: SessionKeeperOptions;
  #accessToken: AccessToken | null = null;
  /** From the body of the last answer: a cookie of another port or path may not be readable. */
  #csrfToken: string | null = null;
  #refreshing: Promise<string | null> | null = null;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
    this.store = createStore<SessionState>(() => ({ kind: 'unknown', error: null }));
  }

  /** Continues the session of the last visit, if there is one. Never rejects: the store has the outcome. */
  async resume(): Promise<void> {
    try {
      await this.#refreshOnce();
    } catch (error) {
      if (this.store.getState().kind === 'unknown') {
        this.store.setState({ kind: 'unknown', error: toError(error) }, true);
      }
    }
  }

  /** @returns an access token good for at least half a minute; null: a guest */
  async getFreshAccessToken(): Promise<string | null> {
    if (this.store.getState().kind === 'guest') return null;
    const token = this.#accessToken;
    if (token && token.expiresAt - this.#options.now() > EXPIRY_MARGIN_MS) return token.text;
    return this.#refreshOnce();
  }

  /** The server refused this token although its time is not over (a clock that is off, a restart). */
  handleRefusedToken(refused: string): void {
    if (this.#accessToken?.text === refused) this.#accessToken = null;
  }

  /** Takes over what log-in, register or a changed password answered. */
  async adopt(session: Session): Promise<void> {
    await this.#store(session);
    this.#options.tellOthers();
  }

  handleUserChanged(user: Me): void {
    if (this.store.getState().kind === 'signedIn') {
      this.store.setState({ kind: 'signedIn', user }, true);
    }
  }

  /** Ends this session here and at the server. Away from the network it still ends here. */
  async signOut(): Promise<void> {
    try {
      await this.#options.exclusively(async () => {
        const { body, credentials } = await this.#proof();
        await this.#options.logout(body, credentials);
      });
    } catch {
      // The server forgets the token by itself when its time is over; here it is gone either way.
    }
    await this.forget();
  }

  /** The server ended the session already (signed out everywhere, account deleted). */
  async forget(): Promise<void> {
    await this.#becomeGuest();
    this.#options.tellOthers();
  }

  /** Another tab signed in or out: look again at what the shared cookie says. */
  async handleOthersChanged(): Promise<void> {
    this.#accessToken = null;
    this.#csrfToken = null;
    await this.resume();
  }

  /** However many ask at once, one request is made and all get its outcome. */
  #refreshOnce(): Promise<string | null> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<string | null> {
    try {
      return await this.#options.exclusively(async () => {
        const { body, credentials, isKnown } = await this.#proof();
        if (!isKnown) {
          await this.#becomeGuest();
          return null;
        }
        const session = await this.#options.refresh(body, credentials);
        await this.#store(session);
        return session.accessToken;
      });
    } catch (error) {
      if (!isEndOfSession(error)) throw error;
      await this.#becomeGuest();
      return null;
    }
  }

  /** What shows the server that this is the same client: the vault's token, or the cookie with its CSRF token. */
  async #proof(): Promise<{ body: RefreshBody; credentials: Credentials; isKnown: boolean }> {
    if (this.#options.vault) {
      const refreshToken = await this.#options.vault.read();
      return {
        body: refreshToken === null ? {} : { body: { refreshToken } },
        credentials: {},
        isKnown: refreshToken !== null,
      };
    }
    const csrfToken = this.#options.csrfCookie() ?? this.#csrfToken;
    return {
      body: {},
      credentials: csrfToken === null ? {} : { csrfToken },
      isKnown: csrfToken !== null,
    };
  }

  async #store(session: Session): Promise<void> {
    if (session.refreshToken !== undefined) await this.#options.vault?.write(session.refreshToken);
    this.#accessToken = {
      text: session.accessToken,
      expiresAt: Date.parse(session.accessTokenExpiresAt),
    };
    this.#csrfToken = session.csrfToken ?? null;
    this.store.setState({ kind: 'signedIn', user: session.user }, true);
  }

  async #becomeGuest(): Promise<void> {
    this.#accessToken = null;
    this.#csrfToken = null;
    await this.#options.vault?.write(null);
    this.store.setState({ kind: 'guest' }, true);
  }
}

/** Only the server's own word ends a session; a lost connection does not. */
function isEndOfSession(error: unknown): boolean {
  return (
    error instanceof AppError &&
    ['unauthenticated', 'token_expired', 'csrf_failed', 'account_banned'].includes(error.code)
  );
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
