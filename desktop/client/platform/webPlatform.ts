import type { Platform } from './Platform.ts';

/** A tab of a browser: the server is where the page came from. */
export function createWebPlatform(): Platform {
  return {
    kind: 'web',
    serverUrl: () => window.location.origin,
    setServerUrl: () => Promise.reject(new Error('A page belongs to the server it came from.')),
    refreshTokens: null,
    openExternal(url) {
      window.open(url, '_blank', 'noopener,noreferrer');
    },
    setInMeeting: () => {},
    screenPicker: null,
    onDeepLink: () => () => undefined,
    onServerOffered: () => () => undefined,
  };
}
