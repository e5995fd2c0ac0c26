import { DelayLine } from './DelayLine.ts';
import type { Link } from './Link.ts';
import { retransmittedAt, rtoMs } from './retransmission.ts';

/** A connection's beginning, its bytes, the end of one direction, and its breaking off. */
export type Segment = { kind: 'open' | 'end' | 'reset' } | { kind: 'data'; data: Buffer };

/** What an Ethernet frame takes of a stream: each of these can be lost on its own. */
const SEGMENT_BYTES = 1448;
/** More than this on the way, and whoever sends has to wait, as with a real window. */
export const WINDOW_BYTES = 256 * 1024;

export interface TcpDirectionOptions {
  link: Link;
  /** Milliseconds until a sender tries again for the first time; the usual timer unless the path was cut at its beginning. */
  firstRtoMs: number | null;
  deliver(segment: Segment): void;
  /** Asked to hold or go on, by how much is on the way. */
  onBacklog(isFull: boolean): void;
}

/** One direction of one TCP connection: nothing is lost for good, but what a path loses comes late. */
export class TcpDirection {
  readonly #options: TcpDirectionOptions;
  readonly #line = new DelayLine<Segment>((segment) => this.#arrive(segment));
  #held: Segment[] = [];
  #heldSince = 0;
  #lastDueAt = 0;
  #backlog = 0;
  #isCut: boolean;
  #retry: NodeJS.Timeout | null = null;

  constructor(options: TcpDirectionOptions, isCut: boolean) {
    this.#options = options;
    this.#isCut = isCut;
  }

  send(segment: Segment): void {
    this.#addBacklog(sizeOf(segment));
    if (this.#isCut || this.#retry) this.#hold([segment]);
    else this.#put(segment, performance.now());
  }

  setCut(isCut: boolean): void {
    if (isCut === this.#isCut) return;
    this.#isCut = isCut;
    if (isCut) {
      if (this.#retry) clearTimeout(this.#retry);
      this.#retry = null;
      const underWay = this.#line.take();
      this.#held.unshift(...underWay);
      if (underWay.length > 0) this.#heldSince = performance.now();
    } else if (this.#held.length > 0) {
      this.#retransmit();
    }
  }

  close(): void {
    if (this.#retry) clearTimeout(this.#retry);
    this.#line.take();
    this.#held = [];
  }

  #hold(segments: Segment[]): void {
    if (this.#held.length === 0) this.#heldSince = performance.now();
    this.#held.push(...segments);
  }

  #retransmit(): void {
    const now = performance.now();
    const firstRtoMs = this.#options.firstRtoMs ?? rtoMs(this.#options.link.conditions.delayMs);
    const at = retransmittedAt(this.#heldSince, now, firstRtoMs);
    this.#retry = setTimeout(() => {
      this.#retry = null;
      const held = this.#held;
      this.#held = [];
      for (const segment of held) this.#put(segment, performance.now());
    }, at - now);
  }

  #put(segment: Segment, now: number): void {
    const { link } = this.#options;
    const { delayMs } = link.conditions;
    const bytes = sizeOf(segment);
    // The kernel answered the opening of the connection at once: a real one takes a round trip.
    let dueAt = link.enqueue(bytes, now) + (segment.kind === 'open' ? 2 * delayMs : 0);
    // Lost segments come with their retransmission, and hold up all that follows.
    for (let sent = 0; sent < Math.max(1, bytes); sent += SEGMENT_BYTES) {
      if (link.loses()) dueAt += rtoMs(delayMs);
    }
    this.#lastDueAt = Math.max(dueAt, this.#lastDueAt);
    this.#line.push(segment, this.#lastDueAt);
  }

  #arrive(segment: Segment): void {
    this.#addBacklog(-sizeOf(segment));
    this.#options.deliver(segment);
  }

  #addBacklog(bytes: number): void {
    const wasFull = this.#backlog >= WINDOW_BYTES;
    this.#backlog += bytes;
    const isFull = this.#backlog >= WINDOW_BYTES;
    if (isFull !== wasFull) this.#options.onBacklog(isFull);
  }
}

const sizeOf = (segment: Segment): number => (segment.kind === 'data' ? segment.data.length : 0);
