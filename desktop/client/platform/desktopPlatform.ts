import type { ParleyBridge } from '../../../shared/contracts/bridge.ts';
import type { Platform } from './Platform.ts';

/** The desktop app, through the one typed bridge of its preload script. */
export async function createDesktopPlatform(bridge: ParleyBridge): Promise<Platform> {
  // Before the first wait: the shell sends a link as soon as the page is loaded, and only once.
  const links = receiveLinks(bridge);
  const serverUrl = await bridge.getServerUrl();
  return {
    kind: 'desktop',
    serverUrl: () => serverUrl,
    // The shell keeps one token per server and loads the page anew.
    setServerUrl: async (url) => {
      await bridge.setServerUrl(url);
    },
    refreshTokens: {
      read: async () => (serverUrl === null ? null : bridge.loadRefreshToken(serverUrl)),
      write: async (token) => {
        if (serverUrl !== null) await bridge.saveRefreshToken(serverUrl, token);
      },
    },
    openExternal: (url) => {
      void bridge.openExternal(url);
    },
    ...links,
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

/** Links to meetings and offers of a server, each kept until somebody listens for it. */
function receiveLinks(bridge: ParleyBridge): Pick<Platform, 'onDeepLink' | 'onServerOffered'> {
  const paths = createLatest<string>();
  const servers = createLatest<string>();
  bridge.onDeepLink(({ path, offeredServerUrl }) => {
    // The shell gives the path again in the page that is loaded for the server.
    if (offeredServerUrl === null) paths.tell(path);
    else servers.tell(offeredServerUrl);
  });
  return { onDeepLink: paths.listen, onServerOffered: servers.listen };
}

/** Holds what was told last while nobody listens. */
function createLatest<T>() {
  const listeners = new Set<(value: T) => void>();
  let unheard: { value: T } | null = null;
  return {
    tell: (value: T): void => {
      if (listeners.size === 0) unheard = { value };
      for (const listener of listeners) listener(value);
    },
    listen: (listener: (value: T) => void): (() => void) => {
      listeners.add(listener);
      if (unheard) listener(unheard.value);
      unheard = null;
      return () => void listeners.delete(listener);
    },
  };
}
