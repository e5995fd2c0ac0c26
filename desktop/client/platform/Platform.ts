import type { BridgeEvent, BridgeInput } from '../../../shared/contracts/bridge.ts';

/** Where a desktop keeps its refresh token; a browser has the httpOnly cookie instead. */
export interface RefreshTokenVault {
  read(): Promise<string | null>;
  write(token: string | null): Promise<void>;
}

/** The desktop has no picker of the browser's: it offers what could be shared, and is told what was chosen. */
export interface ScreenPickerPort {
  /** @returns unsubscribes */
  onSources(listener: (offer: BridgeEvent<'screen:sourcesOffered'>) => void): () => void;
  choose(choice: BridgeInput<'screen:choose'>): void;
}

/** What the program around the client gives: a browser tab little, the desktop app more. */
export interface Platform {
  readonly kind: 'web' | 'desktop';
  /** Origin of the server, without a trailing slash; null: the desktop does not know it yet. */
  serverUrl(): string | null;
  /** Only the desktop can move to another server; the page is loaded anew. */
  setServerUrl(url: string | null): Promise<void>;
  /** null: the browser keeps the token in a cookie that scripts cannot read. */
  readonly refreshTokens: RefreshTokenVault | null;
  /** Opens a page in the system's browser, or a new tab. */
  openExternal(url: string): void;
  /** `parley://host/m/<code>` opened by the system; `path` is `/m/<code>`. @returns unsubscribes */
  onDeepLink(listener: (path: string) => void): () => void;
  /** A link named a server while none is chosen; the user decides. `url` is an origin. @returns unsubscribes */
  onServerOffered(listener: (url: string) => void): () => void;
  /** While in a meeting the computer stays awake, and closing the window only hides it. */
  setInMeeting(isInMeeting: boolean): void;
  /** null: the browser shows its own. */
  readonly screenPicker: ScreenPickerPort | null;
}
