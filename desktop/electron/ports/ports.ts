import type {
  BridgeEvent,
  BridgeEventName,
  ScreenSource,
} from '../../../shared/contracts/bridge.ts';

/** What the shell needs of a window; `adapters/BrowserWindowPort.ts` gives it with Electron. */
export interface WindowPort {
  show(): void;
  hide(): void;
  /** Loads the client's page anew, with the headers that hold now. */
  reload(): void;
  send<N extends BridgeEventName>(name: N, payload: BridgeEvent<N>): void;
}

export interface TrayItem {
  label: string;
  act: () => void;
}

export interface TrayPort {
  show(tooltip: string, items: readonly TrayItem[]): void;
}

export interface SystemPort {
  readonly version: string;
  readonly platform: 'win32' | 'darwin' | 'linux';
  /** The user's language, BCP 47. */
  readonly locale: string;
  /** Never rejects: when no program takes the link, that is said on stderr. */
  openExternal(url: string): Promise<void>;
  /** @returns lets the computer sleep again */
  keepAwake(): () => void;
  quit(): void;
  /** Says in a box of the system's own why the app ends, then ends it. */
  endWithError(words: string): void;
}

export interface ScreenPort {
  /** Whether the system itself shows a picker (Wayland's portal): then ours would be a second one. */
  readonly hasSystemPicker: boolean;
  /** Whether the system can share what the computer plays. */
  readonly canShareAudio: boolean;
  listSources(): Promise<ScreenSource[]>;
}
