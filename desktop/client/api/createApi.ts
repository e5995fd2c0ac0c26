import type { Platform } from '../platform/index.ts';
import { Api } from './Api.ts';
import { csrfCookie } from './csrfCookie.ts';
import { exclusively } from './exclusively.ts';
import { RestClient } from './RestClient.ts';
import { SessionKeeper } from './SessionKeeper.ts';

const REFRESH_LOCK = 'parley-refresh';
const SESSION_CHANNEL = 'parley-session';

/** Puts the door to the server together for this window. */
export function createApi(platform: Platform): Api {
  const rest = new RestClient({
    serverUrl: () => platform.serverUrl(),
    fetch: (input, init) => fetch(input, init),
  });
  const otherTabs = new BroadcastChannel(SESSION_CHANNEL);
  // TypeScript's DOM library says they are always there; browsers have them only on secure origins.
  const { locks }: Partial<Navigator> = navigator;
  const keeper = new SessionKeeper({
    refresh: (input, credentials) => rest.send('refresh', input, credentials),
    logout: (input, credentials) => rest.send('logout', input, credentials),
    vault: platform.refreshTokens,
    csrfCookie: () => csrfCookie(document.cookie, location.port),
    exclusively: (work) => exclusively(REFRESH_LOCK, work, locks),
    tellOthers: () => {
      otherTabs.postMessage('changed');
    },
    now: Date.now,
  });
  otherTabs.addEventListener('message', () => void keeper.handleOthersChanged());
  return new Api({
    rest,
    keeper,
    clientKind: platform.kind === 'desktop' ? 'desktop' : 'browser',
  });
}
