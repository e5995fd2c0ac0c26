import type { Platform } from '../platform/index.ts';
import { Api } from './Api.ts';
import { csrfCookie } from './csrfCookie.ts';
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
  const keeper = new SessionKeeper({
    refresh: (input, credentials) => rest.send('refresh', input, credentials),
    logout: (input, credentials) => rest.send('logout', input, credentials),
    vault: platform.refreshTokens,
    csrfCookie: () => csrfCookie(document.cookie, location.port),
    exclusively,
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

/** Browsers have locks only on secure origins; elsewhere (plain http on a LAN) a tab is on its own. */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request(REFRESH_LOCK, work);
}
