import { BrowserWindow, screen, type Session } from 'electron';
import type { BridgeEvent, BridgeEventName } from '../../../shared/contracts/bridge.ts';
import type { Settings } from '../../host/settings/index.ts';
import type { WindowPort } from '../ports/ports.ts';
import { APP_ORIGIN } from '../shell/appOrigin.ts';
import { decideNavigation } from '../shell/navigationPolicy.ts';
import { restoreBounds } from '../shell/windowBounds.ts';

interface WindowOptions {
  session: Session;
  preload: string;
  saved: Settings['window'];
  /** @returns whether the window may close */
  onClose(): boolean;
  onMoved(bounds: NonNullable<Settings['window']>): void;
  onPageReady(): void;
  onPageGone(): void;
  onPageCrash(): void;
  /** The page cannot be loaded at all: there is nothing to show. */
  onLoadError(cause: unknown): void;
  openExternal(url: string): Promise<void>;
}

/** The one window, sandboxed and locked to our own pages. Once it is destroyed, calls do nothing. */
export class BrowserWindowPort implements WindowPort {
  readonly #window: BrowserWindow;
  readonly #options: WindowOptions;
  readonly webContentsId: number;

  constructor(options: WindowOptions) {
    this.#options = options;
    const screens = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(
      (display) => display.workArea,
    );
    this.#window = new BrowserWindow({
      ...restoreBounds(options.saved, screens),
      minWidth: 380,
      minHeight: 480,
      show: false,
      backgroundColor: '#14181c',
      autoHideMenuBar: true,
      webPreferences: {
        session: options.session,
        preload: options.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        spellcheck: true,
        // Sound and video go on while the window is behind others.
        backgroundThrottling: false,
      },
    });
    if (options.saved?.isMaximized) this.#window.maximize();
    this.webContentsId = this.#window.webContents.id;
    this.#lockNavigation();
    this.#listen();
    this.reload();
  }

  show(): void {
    if (this.#window.isDestroyed()) return;
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  hide(): void {
    if (!this.#window.isDestroyed()) this.#window.hide();
  }

  reload(): void {
    if (this.#window.isDestroyed()) return;
    this.#window.loadURL(`${APP_ORIGIN}/`).catch((error: unknown) => {
      // A newer load, or the end of the window, takes the place of an older one.
      if (!isAborted(error) && !this.#window.isDestroyed()) this.#options.onLoadError(error);
    });
  }

  send<N extends BridgeEventName>(name: N, payload: BridgeEvent<N>): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send(name, payload);
  }

  #lockNavigation(): void {
    const contents = this.#window.webContents;
    const openIfOutside = (url: string) => {
      if (decideNavigation(url) === 'openOutside') void this.#options.openExternal(url);
    };
    contents.setWindowOpenHandler(({ url }) => {
      openIfOutside(url);
      return { action: 'deny' };
    });
    contents.on('will-navigate', (event) => {
      if (decideNavigation(event.url) === 'stay') return;
      event.preventDefault();
      openIfOutside(event.url);
    });
    contents.on('will-redirect', (event) => {
      if (decideNavigation(event.url) !== 'stay') event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  }

  #listen(): void {
    const window = this.#window;
    const options = this.#options;
    window.once('ready-to-show', () => window.show());
    window.on('close', (event) => {
      options.onMoved({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
      if (!options.onClose()) event.preventDefault();
    });
    window.webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) options.onPageGone();
    });
    window.webContents.on('did-finish-load', () => options.onPageReady());
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (window.isDestroyed()) return;
      if (reason === 'clean-exit') options.onPageGone();
      else options.onPageCrash();
    });
  }
}

/** Electron puts Chromium's name of a failed load on the error. */
function isAborted(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_ABORTED';
}
