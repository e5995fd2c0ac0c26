import type { ParleyBridge } from '../../../shared/contracts/bridge.ts';
import type { Platform } from './Platform.ts';

/** The desktop app, through the one typed bridge of its preload script. */
export async function createDesktopPlatform(bridge: ParleyBridge): Promise<Platform> {
  const serverUrl = await bridge.getServerUrl();
  return {
    kind: 'desktop',
    serverUrl: () => serverUrl,
    // The shell keeps one token per server and loads the page anew.
    setServerUrl: async (url) => {
      await bridge.setServerUrl(url);
    },
    refreshTokens: {
      read: () => bridge.loadRefreshToken(),
      write: async (token) => {
        await bridge.saveRefreshToken(token);
      },
    },
    openExternal: (url) => {
      void bridge.openExternal(url);
    },
    onDeepLink: (listener) =>
      bridge.onDeepLink(({ path }) => {
        listener(path);
      }),
    setInMeeting: (isInMeeting) => {
      void bridge.setInMeeting(isInMeeting);
    },
    screenPicker: {
      onSources: (listener) => bridge.onScreenSources(listener),
      choose: (choice) => {
        void bridge.chooseScreen(choice);
      },
    },
  };
}
