const SEQUENCES = 0x10000;

/**
 * What has arrived of one RTP stream, told apart by sequence numbers (RFC 3550, appendix A.1): a packet
 * that comes twice counts once, one that comes late counts in its place.
 */
export class SequenceCounter {
  #first: number | null = null;
  #highest = 0;
  #received = 0;
  /** One bit for each of the last 65,536 numbers. */
  readonly #seen = new Uint8Array(SEQUENCES / 8);

  /** How many different packets came. */
  get received(): number {
    return this.#received;
  }

  /** How many the sender must have sent from the first that came to the last. */
  get expected(): number {
    return this.#first === null ? 0 : this.#highest - this.#first + 1;
  }

  /** @param sequence 16 bits, as in the packet */
  take(sequence: number): void {
    if (this.#first === null) {
      this.#first = sequence;
      this.#highest = sequence - 1;
    }
    // The distance to the highest so far, taken as the shorter way round.
    const ahead = ((sequence - this.#highest + SEQUENCES / 2) & (SEQUENCES - 1)) - SEQUENCES / 2;
    for (let step = 1; step <= ahead; step += 1) this.#mark(this.#highest + step, false);
    if (ahead > 0) this.#highest += ahead;
    const extended = ahead > 0 ? this.#highest : this.#highest + ahead;
    // From before the first: its sender sent it before we listened.
    if (extended < this.#first || this.#isMarked(sequence)) return;
    this.#mark(sequence, true);
    this.#received += 1;
  }

  #isMarked(sequence: number): boolean {
    const place = sequence & (SEQUENCES - 1);
    return ((this.#seen[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }

  #mark(sequence: number, isSeen: boolean): void {
    const place = sequence & (SEQUENCES - 1);
    const bit = 1 << (place & 7);
    const byte = this.#seen[place >> 3] ?? 0;
    this.#seen[place >> 3] = isSeen ? byte | bit : byte & ~bit;
  }
}
