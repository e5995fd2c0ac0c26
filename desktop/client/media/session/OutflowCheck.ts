import type { types } from 'mediasoup-client';
import type { Clock } from '../../platform/clock.ts';
import { type Exchange, readExchange } from './arrivals.ts';

/** Feedback on what is sent comes every 100 ms (transport-wide congestion control), a round trip late. */
const CHECK_MS = 400;
/** Less than that is a quiet microphone, of which nobody need have told anything yet. */
const TELLING_BYTES = 2000;

export interface OutflowCheckDeps {
  clock: Clock;
  /** The sending transport, while there is one. */
  transport(): Pick<types.Transport, 'connectionState' | 'getStats'> | null;
  /** Much was sent, and nobody has told that any of it arrived. */
  onUnheard(): void;
}

/**
 * Asks once, after the network may have changed, whether what is sent arrives. A device that came to another
 * address still receives over the old one for a moment, while its own packets are dropped until the browser's
 * next check of the path, which may be 2.5 s away.
 */
export class OutflowCheck {
  readonly #deps: OutflowCheckDeps;
  #cancelWait: () => void = () => undefined;
  /** Grows when what is under way shall count no more. */
  #era = 0;

  constructor(deps: OutflowCheckDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    this.cancel();
    const era = this.#era;
    const before = await this.#read();
    if (era !== this.#era || !before) return;
    this.#cancelWait = this.#deps.clock.after(CHECK_MS, () => void this.#judge(before));
  }

  cancel(): void {
    this.#era += 1;
    this.#cancelWait();
  }

  async #judge(before: Exchange): Promise<void> {
    const era = this.#era;
    const now = await this.#read();
    if (era !== this.#era || !now) return;
    const hasSent = now.sentBytes - before.sentBytes >= TELLING_BYTES;
    if (hasSent && now.receivedBytes === before.receivedBytes) this.#deps.onUnheard();
  }

  /** @returns null: there is no connected transport to ask, and whoever mends that needs no such check */
  async #read(): Promise<Exchange | null> {
    const transport = this.#deps.transport();
    if (transport?.connectionState !== 'connected') return null;
    try {
      return readExchange(await transport.getStats());
    } catch {
      return null;
    }
  }
}
