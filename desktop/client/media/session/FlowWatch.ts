import type { types } from 'mediasoup-client';
import type { Clock } from '../../platform/clock.ts';

const LOOK_INTERVAL_MS = 1000;
const SILENT_LOOKS = 3;
/** A remedy gets this long to show before another is asked for. */
const PATIENCE_MS = 10_000;

export interface FlowWatchDeps {
  clock: Clock;
  /** The receiving transport, while frames of somebody should be arriving through it. */
  expecting(): types.Transport | null;
  onSilence(): void;
}

/**
 * Notices a path that is connected by its own account and yet brings nothing: the browser takes many
 * seconds to doubt it. Sender reports come every second, so that even a still screen is not silent.
 */
export class FlowWatch {
  readonly #deps: FlowWatchDeps;
  readonly #stop: () => void;
  #bytes = -1;
  #silentLooks = 0;
  #quietUntil = 0;
  #isLooking = false;

  constructor(deps: FlowWatchDeps) {
    this.#deps = deps;
    this.#stop = deps.clock.every(LOOK_INTERVAL_MS, () => void this.#look());
  }

  close(): void {
    this.#stop();
  }

  async #look(): Promise<void> {
    const transport = this.#deps.expecting();
    if (!transport || transport.connectionState !== 'connected') {
      this.#silentLooks = 0;
      return;
    }
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      this.#count(receivedBytes(await transport.getStats()));
    } catch {
      // The transport was closed while we asked.
      this.#silentLooks = 0;
    } finally {
      this.#isLooking = false;
    }
  }

  #count(bytes: number): void {
    this.#silentLooks = bytes === this.#bytes ? this.#silentLooks + 1 : 0;
    this.#bytes = bytes;
    const now = this.#deps.clock.now();
    if (this.#silentLooks < SILENT_LOOKS || now < this.#quietUntil) return;
    this.#quietUntil = now + PATIENCE_MS;
    this.#deps.onSilence();
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
