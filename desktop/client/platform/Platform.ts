/** Where a desktop keeps its refresh token; a browser has the httpOnly cookie instead. */
export interface RefreshTokenVault {
  read(): Promise<string | null>;
  write(token: string | null): Promise<void>;
}

/** What the program around the client gives: a browser tab little, the desktop app more. */
export interface Platform {
  readonly kind: 'web' | 'desktop';
  /** Origin of the server, without a trailing slash; null: the desktop does not know it yet. */
  serverUrl(): string | null;
  /** Only the desktop can move to another server; it forgets the sign-in that belonged to the old one. */
  setServerUrl(url: string | null): Promise<void>;
  /** null: the browser keeps the token in a cookie that scripts cannot read. */
  readonly refreshTokens: RefreshTokenVault | null;
  /** Opens a page in the system's browser, or a new tab. */
  openExternal(url: string): void;
  /** `parley://host/m/<code>` opened by the system. @returns unsubscribes */
  onDeepLink(listener: (url: string) => void): () => void;
}
