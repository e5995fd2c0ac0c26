import type { CDPSession, Page } from 'playwright';
import { z } from 'zod';
import type { Reading } from './trend.ts';

/** As far as it is read; `nodes` has one number for each field of each node. */
const heapSnapshot = z.object({
  snapshot: z.object({
    meta: z.object({
      node_fields: z.array(z.string()),
      // Of the fields that name a type, the first is the kind of node.
      node_types: z.tuple([z.array(z.string())]).rest(z.unknown()),
    }),
  }),
  nodes: z.array(z.number()),
});

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
      ...(await this.#readHeap()),
      'page nodes': metric('Nodes'),
      'page listeners': metric('JSEventListeners'),
      'page peer connections': await this.#page.evaluate(livePeerConnections),
    };
  }

  /**
   * V8 goes on translating functions into machine code for as long as they are called, some of them twice for each join,
   * so the code is told apart from what the page itself holds.
   */
  async #readHeap(): Promise<Reading> {
    const chunks: string[] = [];
    const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
    this.#session.on('HeapProfiler.addHeapSnapshotChunk', take);
    await this.#session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    this.#session.off('HeapProfiler.addHeapSnapshotChunk', take);
    const { code, all } = sumSizes(JSON.parse(chunks.join('')));
    return { 'page objects, bytes': all - code, [COMPILED_CODE]: code };
  }
}

/** No leak of the page's, but worth knowing. */
export const COMPILED_CODE = 'page compiled code, bytes';

/** @param told V8's heap snapshot */
export function sumSizes(told: unknown): { all: number; code: number } {
  const { snapshot, nodes } = heapSnapshot.parse(told);
  const { node_fields: fields, node_types } = snapshot.meta;
  const kinds = node_types[0];
  const [kindAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let [all, code] = [0, 0];
  for (let node = 0; node < nodes.length; node += fields.length) {
    const size = nodes[node + sizeAt] ?? NaN;
    all += size;
    if (kinds[nodes[node + kindAt] ?? NaN] === 'code') code += size;
  }
  return { all, code };
}

/** Keeps no connection alive by counting it: nor do the counters of those that are gone stay. */
export function countPeerConnections(): void {
  const all = new Set<WeakRef<RTCPeerConnection>>();
  Object.assign(window, { peerConnectionRefs: all });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      all.add(new WeakRef(this));
    }
  };
}

function livePeerConnections(): number {
  const { peerConnectionRefs: all } = window as unknown as {
    peerConnectionRefs: Set<WeakRef<RTCPeerConnection>>;
  };
  for (const ref of all) if (ref.deref() === undefined) all.delete(ref);
  return all.size;
}
