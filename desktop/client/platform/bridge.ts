/** What the preload script puts at `window.parley` in the desktop app. */
export interface ParleyBridge {
  /** Read before the page starts, so that nothing has to wait for it. */
  readonly serverUrl: string | null;
  setServerUrl(url: string | null): Promise<void>;
  readRefreshToken(): Promise<string | null>;
  writeRefreshToken(token: string | null): Promise<void>;
  openExternal(url: string): void;
  /** @returns unsubscribes */
  onDeepLink(listener: (url: string) => void): () => void;
}

declare global {
  interface Window {
    readonly parley?: ParleyBridge;
  }
}
