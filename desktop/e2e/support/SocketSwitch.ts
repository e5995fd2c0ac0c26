import type { BrowserContext, WebSocketRoute } from 'playwright/test';
import type { EventName, EventPayload } from '../../../shared/contracts/index.ts';

const SOCKET_PATH = /\/socket\.io\//;

/** Takes the signalling of one browser away and gives it back; its media go on by themselves. */
export class SocketSwitch {
  readonly #open = new Set<{ page: WebSocketRoute; server: WebSocketRoute }>();
  #isCut = false;

  /** To be made before the page opens its first socket. */
  static async of(context: BrowserContext): Promise<SocketSwitch> {
    const one = new SocketSwitch();
    await context.routeWebSocket(SOCKET_PATH, (page) => one.#handle(page));
    // Polling is the way round proxies that break sockets; it would be a way round us.
    await context.route(SOCKET_PATH, (route) => (one.#isCut ? route.abort() : route.continue()));
    return one;
  }

  async cut(): Promise<void> {
    this.#isCut = true;
    const closing = [...this.#open].flatMap(({ page, server }) => [page.close(), server.close()]);
    this.#open.clear();
    await Promise.all(closing);
  }

  /** Says what the server would, where the server cannot be brought to it within a test. */
  tell<N extends EventName>(event: N, payload: EventPayload<N>): void {
    // A message of engine.io (4) that is an event of socket.io (2).
    for (const { page } of this.#open) page.send(`42${JSON.stringify([event, payload])}`);
  }

  restore(): void {
    this.#isCut = false;
  }

  #handle(page: WebSocketRoute): void {
    if (this.#isCut) void page.close();
    else this.#open.add({ page, server: page.connectToServer() });
  }
}
