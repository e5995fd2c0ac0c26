import type { CDPSession, Page } from 'playwright';
import type { Reading } from './trend.ts';

/** What a page holds once its garbage is collected. */
export class PageGauge {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async attach(page: Page): Promise<PageGauge> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return new PageGauge(page, session);
  }

  async read(): Promise<Reading> {
    await this.#session.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? NaN;
    return {
      'page heap, bytes': metric('JSHeapUsedSize'),
      'page nodes': metric('Nodes'),
      'page listeners': metric('JSEventListeners'),
      'page peer connections': await this.#page.evaluate(livePeerConnections),
    };
  }
}

/** Keeps no connection alive by counting it. */
export function countPeerConnections(): void {
  const all: WeakRef<RTCPeerConnection>[] = [];
  Object.assign(window, { peerConnectionRefs: all });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      all.push(new WeakRef(this));
    }
  };
}

function livePeerConnections(): number {
  const { peerConnectionRefs: all } = window as unknown as {
    peerConnectionRefs: WeakRef<RTCPeerConnection>[];
  };
  return all.filter((ref) => ref.deref() !== undefined).length;
}
