/** What one direction of a path does to what travels over it. */
export interface Conditions {
  /** One way, milliseconds: twice this is added to the round trip. */
  delayMs: number;
  /** Share of packets that vanish, 0..1. */
  loss: number;
  /** null: as fast as it goes. */
  bitsPerSecond: number | null;
  /** How long a packet may queue for its turn at that rate before the queue drops it, as a router's. */
  queueMs: number;
}

export const CLEAR: Conditions = { delayMs: 0, loss: 0, bitsPerSecond: null, queueMs: 200 };

/** One direction of a client's path, shared by all that travels over it: arithmetic over a given time. */
export class Link {
  readonly #random: () => number;
  #conditions: Conditions = CLEAR;
  /** When the last packet let in will have been put on the wire. */
  #busyUntil = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  get conditions(): Conditions {
    return this.#conditions;
  }

  set(change: Partial<Conditions>): void {
    this.#conditions = { ...this.#conditions, ...change };
  }

  /** @returns whether the next packet is one of those that vanish */
  loses(): boolean {
    const { loss } = this.#conditions;
    return loss > 0 && this.#random() < loss;
  }

  /** @returns when a packet of this size arrives that is sent now; null: the queue is full */
  admit(bytes: number, nowMs: number): number | null {
    const { bitsPerSecond, queueMs } = this.#conditions;
    const startsAt = Math.max(nowMs, this.#busyUntil);
    if (bitsPerSecond !== null && startsAt - nowMs > queueMs) return null;
    return this.#send(bytes, startsAt);
  }

  /** As `admit`, for streams: these wait for their turn instead of being dropped. */
  enqueue(bytes: number, nowMs: number): number {
    return this.#send(bytes, Math.max(nowMs, this.#busyUntil));
  }

  #send(bytes: number, startsAt: number): number {
    const { bitsPerSecond, delayMs } = this.#conditions;
    const onWireMs = bitsPerSecond === null ? 0 : (bytes * 8000) / bitsPerSecond;
    this.#busyUntil = bitsPerSecond === null ? 0 : startsAt + onWireMs;
    return startsAt + onWireMs + delayMs;
  }
}
