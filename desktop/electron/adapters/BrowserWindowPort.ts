import { BrowserWindow, screen, shell, type Session } from 'electron';
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
}

/** The one window, sandboxed and locked to our own pages. */
export class BrowserWindowPort implements WindowPort {
  readonly #window: BrowserWindow;

  constructor(options: WindowOptions) {
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
    this.#lockNavigation();
    this.#listen(options);
    void this.#window.loadURL(`${APP_ORIGIN}/`);
  }

  get webContentsId(): number {
    return this.#window.webContents.id;
  }

  show(): void {
    if (this.#window.isMinimized()) this.#window.restore();
    this.#window.show();
    this.#window.focus();
  }

  hide(): void {
    this.#window.hide();
  }

  reload(): void {
    void this.#window.loadURL(`${APP_ORIGIN}/`);
  }

  send<N extends BridgeEventName>(name: N, payload: BridgeEvent<N>): void {
    this.#window.webContents.send(name, payload);
  }

  #lockNavigation(): void {
    const contents = this.#window.webContents;
    const openIfOutside = (url: string) => {
      if (decideNavigation(url) === 'openOutside') void shell.openExternal(url);
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

  #listen(options: WindowOptions): void {
    const window = this.#window;
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
      options.onPageGone();
      if (reason !== 'clean-exit') this.reload();
    });
  }
}
