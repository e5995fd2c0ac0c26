import { SequenceCounter } from './SequenceCounter.ts';

/** Counts what arrives of the streams that a server said it would send. */
export class Receiver {
  readonly #streams = new Map<number, SequenceCounter>();

  get streamCount(): number {
    return this.#streams.size;
  }

  /** Distinct packets so far. */
  get received(): number {
    let received = 0;
    for (const stream of this.#streams.values()) received += stream.received;
    return received;
  }

  /** @returns whether it was not expected before */
  expect(ssrc: number): boolean {
    if (this.#streams.has(ssrc)) return false;
    this.#streams.set(ssrc, new SequenceCounter());
    return true;
  }

  /**
   * @returns whether it is of a stream that is expected; what is not is a server's own, such as probes
   * for bandwidth, or a retransmission
   */
  handleRtp(packet: Buffer): boolean {
    const stream = this.#streams.get(packet.readUInt32BE(8));
    stream?.take(packet.readUInt16BE(2));
    return stream !== undefined;
  }
}
