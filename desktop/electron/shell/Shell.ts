import { toServerOrigin, type Settings } from '../../host/settings/index.ts';
import type { SystemPort, TrayPort, WindowPort } from '../ports/ports.ts';
import type { DeepLink } from './deepLink.ts';
import { ReloadBudget } from './ReloadBudget.ts';
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
  readonly #reloads = new ReloadBudget();
  /** A link that came before the page could take it. */
  #pendingLink: DeepLink | null = null;
  /** A link that named a server before there was one; it opens if the user takes that server. */
  #offeredLink: DeepLink | null = null;
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
   * A meeting of one's own server opens here. One of another server opens in the browser, and before
   * there is a server the user is asked: the app takes no server because a stranger's link says so.
   */
  async openLink(link: DeepLink): Promise<void> {
    const { settings, system, window } = this.#deps;
    const { serverUrl } = settings.get();
    if (serverUrl !== null && serverUrl !== link.serverUrl) {
      await system.openExternal(link.serverUrl + link.path);
      return;
    }
    window.show();
    if (!this.#isPageReady) {
      this.#pendingLink = link;
      return;
    }
    if (serverUrl === null) this.#offeredLink = link;
    window.send('app:deepLinkOpened', {
      path: link.path,
      offeredServerUrl: serverUrl === null ? link.serverUrl : null,
    });
  }

  /** The client listens now. */
  async handlePageReady(): Promise<void> {
    this.#isPageReady = true;
    const link = this.#pendingLink;
    this.#pendingLink = null;
    if (link) await this.openLink(link);
  }

  /** The page is loaded anew, or its process died: what it asked for no longer holds. */
  handlePageGone(): void {
    this.#isPageReady = false;
    this.#pendingLink ??= this.#offeredLink;
    this.#offeredLink = null;
    this.setInMeeting(false);
  }

  /** The page's process died, by a fault of its own or for want of memory. */
  handlePageCrash(nowMs: number): void {
    const { system, window } = this.#deps;
    this.handlePageGone();
    if (this.#reloads.spend(nowMs)) window.reload();
    else system.endWithError(shellWords(system.locale).pageKeepsDying);
  }

  /** @throws when the text names no server */
  async setServerUrl(url: string | null): Promise<void> {
    const serverUrl = url === null ? null : toServerOrigin(url);
    if (url !== null && serverUrl === null) throw new Error('not the address of a server');
    if (serverUrl !== null && this.#offeredLink?.serverUrl === serverUrl) {
      this.#pendingLink = this.#offeredLink;
    }
    this.#offeredLink = null;
    this.#isPageReady = false;
    await this.#deps.settings.change({ serverUrl });
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
