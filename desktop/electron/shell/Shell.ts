import type { Settings } from '../../host/settings/index.ts';
import type { SystemPort, TrayPort, WindowPort } from '../ports/ports.ts';
import type { DeepLink } from './deepLink.ts';
import { shellWords } from './shellWords.ts';

interface SettingsPort {
  get(): Settings;
  change(change: Partial<Settings>): Promise<void>;
}

export interface ShellDeps {
  window: WindowPort;
  tray: TrayPort;
  system: SystemPort;
  settings: SettingsPort;
}

/** What the app does around its page: links, the tray, staying awake, closing. */
export class Shell {
  readonly #deps: ShellDeps;
  /** A link that came before the page could take it. */
  #pendingPath: string | null = null;
  #isPageReady = false;
  #isQuitting = false;
  #letSleep: (() => void) | null = null;

  constructor(deps: ShellDeps) {
    this.#deps = deps;
  }

  start(): void {
    const { tray, system, window } = this.#deps;
    const words = shellWords(system.locale);
    tray.show('Parley', [
      { label: words.open, act: () => window.show() },
      { label: words.quit, act: () => this.quit() },
    ]);
  }

  get isInMeeting(): boolean {
    return this.#letSleep !== null;
  }

  /**
   * A meeting of one's own server opens here. One of another server opens in the browser: the app
   * does not change its server because a stranger's link says so.
   */
  async openLink(link: DeepLink): Promise<void> {
    const { settings, system, window } = this.#deps;
    const { serverUrl } = settings.get();
    if (serverUrl !== null && serverUrl !== link.serverUrl) {
      await system.openExternal(link.serverUrl + link.path);
      return;
    }
    if (serverUrl === null) await this.setServerUrl(link.serverUrl);
    window.show();
    if (this.#isPageReady) window.send('app:deepLinkOpened', { path: link.path });
    else this.#pendingPath = link.path;
  }

  /** The client listens now. */
  handlePageReady(): void {
    this.#isPageReady = true;
    if (this.#pendingPath === null) return;
    this.#deps.window.send('app:deepLinkOpened', { path: this.#pendingPath });
    this.#pendingPath = null;
  }

  /** The page is loaded anew, or its process died: what it asked for no longer holds. */
  handlePageGone(): void {
    this.#isPageReady = false;
    this.setInMeeting(false);
  }

  async setServerUrl(serverUrl: string | null): Promise<void> {
    await this.#deps.settings.change({ serverUrl });
    this.#isPageReady = false;
    this.#deps.window.reload();
  }

  setInMeeting(isInMeeting: boolean): void {
    if (isInMeeting === this.isInMeeting) return;
    this.#letSleep?.();
    this.#letSleep = isInMeeting ? this.#deps.system.keepAwake() : null;
  }

  /** @returns whether the window may really close; in a meeting it hides, so that nobody drops out by accident */
  handleWindowClose(): boolean {
    if (this.#isQuitting || !this.isInMeeting) return true;
    this.#deps.window.hide();
    return false;
  }

  quit(): void {
    this.handleQuit();
    this.#deps.system.quit();
  }

  /** The user quits, from the tray or by the system's own means: nothing holds the window any more. */
  handleQuit(): void {
    this.#isQuitting = true;
    this.setInMeeting(false);
  }
}
