import type { ParleyBridge } from './bridge.ts';
import type { Platform } from './Platform.ts';

/** The desktop app, through the one typed bridge of its preload script. */
export function createDesktopPlatform(bridge: ParleyBridge): Platform {
  let serverUrl = bridge.serverUrl;
  return {
    kind: 'desktop',
    serverUrl: () => serverUrl,
    async setServerUrl(url) {
      // The refresh token opens the old server only; it must never be sent to the new one.
      if (url !== serverUrl) await bridge.writeRefreshToken(null);
      await bridge.setServerUrl(url);
      serverUrl = url;
    },
    refreshTokens: {
      read: () => bridge.readRefreshToken(),
      write: (token) => bridge.writeRefreshToken(token),
    },
    openExternal: (url) => {
      bridge.openExternal(url);
    },
    onDeepLink: (listener) => bridge.onDeepLink(listener),
  };
}
