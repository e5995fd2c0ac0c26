import {
  PROTOCOL_VERSION,
  type accountRoutes,
  type Session,
} from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { Accounts, IssuedSession } from '../accounts/index.ts';
import type { HandlersOf } from './handlers.ts';

type AccountHandlers = HandlersOf<typeof accountRoutes>;
type Cookies = Parameters<AccountHandlers['login']>[0]['cookies'];

export interface AccountHandlersDeps {
  accounts: Accounts;
  version: string;
}

export function createAccountHandlers({ accounts, version }: AccountHandlersDeps): AccountHandlers {
  const { signIn, profiles, administration } = accounts;
  return {
    serverInfo: () =>
      Promise.resolve({
        product: 'Parley',
        version,
        protocolVersion: PROTOCOL_VERSION,
        setupRequired: accounts.isSetupRequired(),
      }),
    register: async ({ body, address, cookies }) =>
      answer(await signIn.register(body, address), body.client, cookies),
    login: async ({ body, address, cookies }) =>
      answer(await signIn.login(body, address), body.client, cookies),
    refresh: async ({ credential, address, cookies }) => {
      if (!credential) throw new AppError('unauthenticated', 'Sign in first.');
      const client = credential.source === 'cookie' ? 'browser' : 'desktop';
      return answer(await signIn.refresh(credential.token, address), client, cookies);
    },
    logout: async ({ credential, cookies }) => {
      if (credential) await signIn.logout(credential.token);
      if (credential?.source !== 'body') cookies.clear();
      return null;
    },
    logoutAll: async ({ user, cookies }) => {
      await signIn.logoutAll(user.id);
      cookies.clear();
      return null;
    },
    getMe: ({ user }) => profiles.get(user.id),
    updateMe: ({ user, body }) => profiles.update(user.id, definedOf(body)),
    changePassword: async ({ user, body, cookies }) =>
      answer(await profiles.changePassword(user, body), body.client, cookies),
    putAvatar: ({ user, upload }) => profiles.setAvatar(user.id, upload),
    deleteAvatar: ({ user }) => profiles.removeAvatar(user.id),
    getAvatar: async ({ params, query }) => {
      const picture = await profiles.readAvatar(params.userId);
      return { ...picture, isNamedByUrl: query.v === picture.version };
    },
    deleteMe: async ({ user, body, cookies }) => {
      await profiles.remove(user.id, body.password);
      cookies.clear();
      return null;
    },
    listUsers: ({ query }) => administration.list(query),
    banUser: ({ user, params, body }) =>
      administration.ban(user.id, params.userId, body.reason?.trim() || null),
    unbanUser: ({ user, params }) => administration.unban(user.id, params.userId),
    setUserRole: ({ user, params, body }) =>
      administration.setRole(user.id, params.userId, body.role),
  };
}

/** A browser gets its refresh token where no script can read it, the desktop app for its key chain. */
function answer(session: IssuedSession, client: 'browser' | 'desktop', cookies: Cookies): Session {
  const { user, accessToken, accessTokenExpiresAt, refreshToken } = session;
  const common = { user, accessToken, accessTokenExpiresAt };
  return client === 'desktop'
    ? { ...common, refreshToken }
    : { ...common, csrfToken: cookies.set(session).csrfToken };
}

/** Without the keys that were left out: to the store those would mean "set to nothing". */
function definedOf<T extends object>(changes: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  // Object.fromEntries forgets the keys, which are those of T.
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
