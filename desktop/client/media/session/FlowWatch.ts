import type { types } from 'mediasoup-client';
import type { Clock } from '../../platform/clock.ts';

const LOOK_INTERVAL_MS = 1000;
const SILENT_LOOKS = 3;
/** A remedy gets this long to show before another is asked for. */
const PATIENCE_MS = 10_000;
/** One report that slips through a dying path is no proof that it works. */
const FLOWING_LOOKS = 5;

export interface FlowWatchDeps {
  clock: Clock;
  /** The receiving transport, while there is one. */
  transport(): Pick<types.Transport, 'connectionState' | 'getStats'> | null;
  /** Whether frames of somebody should be arriving through it. */
  isExpecting(): boolean;
  /** @param times how often in a row, from 1: each asks for a stronger remedy than the one before */
  onSilence(times: number): void;
  /** What was silent brings something again, or nothing is expected of it any more. */
  onFlow(): void;
}

/**
 * Notices a path that is connected by its own account and yet brings nothing: the browser takes many
 * seconds to doubt it. Sender reports come every second, so that even a still screen is not silent.
 */
export class FlowWatch {
  readonly #deps: FlowWatchDeps;
  readonly #stop: () => void;
  #transport: ReturnType<FlowWatchDeps['transport']> = null;
  #bytes = 0;
  #silentLooks = 0;
  #flowingLooks = 0;
  #silences = 0;
  #quietUntil = 0;
  #isLooking = false;

  constructor(deps: FlowWatchDeps) {
    this.#deps = deps;
    this.#stop = deps.clock.every(LOOK_INTERVAL_MS, () => void this.#look());
  }

  close(): void {
    this.#stop();
  }

  /** A person asked to try again: the remedies begin anew. */
  forget(): void {
    this.#silences = 0;
    this.#silentLooks = 0;
    this.#quietUntil = 0;
  }

  async #look(): Promise<void> {
    const transport = this.#deps.transport();
    if (transport?.connectionState !== 'connected') {
      this.#silentLooks = 0;
      return;
    }
    if (!this.#deps.isExpecting()) {
      // For a moment that is so of new transports, too.
      this.#silentLooks = 0;
      this.#handleFlow();
      return;
    }
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#count(transport, receivedBytes(await transport.getStats()));
    } catch {
      // The transport was closed while we asked.
      this.#silentLooks = 0;
    } finally {
      this.#isLooking = false;
    }
  }

  #count(transport: ReturnType<FlowWatchDeps['transport']>, bytes: number): void {
    const isFirst = transport !== this.#transport;
    const isSilent = !isFirst && bytes === this.#bytes;
    this.#transport = transport;
    this.#bytes = bytes;
    this.#silentLooks = isSilent ? this.#silentLooks + 1 : 0;
    // What a new transport has received before the first look is its own handshake.
    if (!isSilent && !isFirst) this.#handleFlow();
    if (this.#silentLooks >= SILENT_LOOKS) this.#tellSilence();
  }

  #tellSilence(): void {
    const now = this.#deps.clock.now();
    if (now < this.#quietUntil) return;
    this.#quietUntil = now + PATIENCE_MS;
    this.#flowingLooks = 0;
    this.#silences += 1;
    this.#deps.onSilence(this.#silences);
  }

  #handleFlow(): void {
    this.#flowingLooks += 1;
    if (this.#flowingLooks < FLOWING_LOOKS || this.#silences === 0) return;
    this.#silences = 0;
    this.#deps.onFlow();
  }
}

function receivedBytes(stats: RTCStatsReport): number {
  let bytes = 0;
  stats.forEach((entry: { type?: unknown; bytesReceived?: unknown }) => {
    if (entry.type === 'transport' && typeof entry.bytesReceived === 'number') {
      bytes += entry.bytesReceived;
    }
  });
  return bytes;
}
