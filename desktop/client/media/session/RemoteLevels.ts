import { toLoudness } from '../loudness.ts';
import type { Pulse } from './Pulse.ts';

/** With DTX nothing arrives in silence: what was heard longer ago is over. */
const HEARD_WITHIN_MS = 400;

type Listener = (level: number) => void;

/** How loud others are, asked of their receivers only while somebody wants to know. */
export class RemoteLevels {
  readonly #pulse: Pulse;
  readonly #receivers = new Map<string, RTCRtpReceiver>();
  readonly #listeners = new Map<string, Set<Listener>>();
  #stopPolling: (() => void) | null = null;

  constructor(pulse: Pulse) {
    this.#pulse = pulse;
  }

  setReceiver(participantId: string, receiver: RTCRtpReceiver | null): void {
    if (receiver) this.#receivers.set(participantId, receiver);
    else this.#receivers.delete(participantId);
  }

  /** @returns unsubscribes */
  subscribe(participantId: string, listener: Listener): () => void {
    const own: Listener = (level) => listener(level);
    const listeners = this.#listeners.get(participantId) ?? new Set();
    this.#listeners.set(participantId, listeners.add(own));
    this.#stopPolling ??= this.#pulse.every(1, () => this.#poll());
    return () => {
      listeners.delete(own);
      if (listeners.size === 0 && this.#listeners.get(participantId) === listeners) {
        this.#listeners.delete(participantId);
      }
      if (this.#listeners.size === 0) this.close();
    };
  }

  close(): void {
    this.#stopPolling?.();
    this.#stopPolling = null;
    this.#listeners.clear();
  }

  #poll(): void {
    for (const [participantId, listeners] of this.#listeners) {
      const level = this.#levelOf(this.#receivers.get(participantId));
      for (const listener of listeners) listener(level);
    }
  }

  #levelOf(receiver: RTCRtpReceiver | undefined): number {
    const heard = receiver?.getSynchronizationSources()[0];
    if (!heard || performance.timeOrigin + performance.now() - heard.timestamp > HEARD_WITHIN_MS) {
      return 0;
    }
    return toLoudness(heard.audioLevel ?? 0);
  }
}
