type Sender = Pick<RTCRtpSender, 'getParameters' | 'setParameters'>;

/**
 * Which layers of one video are encoded: those up to the smallest of what anybody watches [M12], what
 * the line is known to carry, and what one's own connection and computer manage [M11].
 */
export class SentVideo {
  readonly #sender: Sender;
  readonly #maySoften: boolean;
  /** null: none. A server that does not tell wants all. */
  #wanted: number | null = Infinity;
  #limit: number | null = Infinity;
  #lineLimit: number;
  /** As the sender has it; undefined: not known. */
  #sent: number | null | undefined;
  #isBusy = false;

  /**
   * @param lineLimit the largest layer until the line is known
   * @param maySoften false: text must stay sharp, so frames go before pixels
   */
  constructor(sender: Sender, { lineLimit, maySoften }: { lineLimit: number; maySoften: boolean }) {
    this.#sender = sender;
    this.#lineLimit = lineLimit;
    this.#maySoften = maySoften;
    // Produced so; what must stay sharp has that to say to the sender still.
    this.#sent = maySoften ? lineLimit : undefined;
  }

  handleWanted(maxLayer: number | null): void {
    this.#wanted = maxLayer;
    void this.#bring();
  }

  setLimit(maxLayer: number | null): void {
    this.#limit = maxLayer;
    void this.#bring();
  }

  handleLineKnown(): void {
    this.#lineLimit = Infinity;
    void this.#bring();
  }

  /**
   * With every negotiation Chromium sets each layer to what the answer says of it (RFC 8853), which mediasoup-client
   * keeps as it was when the video was added: older than what is wanted now.
   */
  check(): void {
    if (this.#isBusy) return;
    const { encodings } = this.#sender.getParameters();
    const sent = this.#sent;
    const isRight = ({ active }: RTCRtpEncodingParameters, layer: number) =>
      sent !== undefined && active === isSent(layer, sent);
    if (encodings.every(isRight)) return;
    this.#sent = undefined;
    void this.#bring();
  }

  /** Steps until the sender has what is wanted now; a change meanwhile is another step. */
  async #bring(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      for (let target = this.#target; target !== this.#sent; target = this.#target) {
        this.#sent = target;
        await this.#apply(target);
      }
    } catch {
      // The sender is stopped, and its successor begins anew; or it is told again with the next change.
      this.#sent = undefined;
    } finally {
      this.#isBusy = false;
    }
  }

  get #target(): number | null {
    if (this.#wanted === null || this.#limit === null) return null;
    return Math.min(this.#wanted, this.#limit, this.#lineLimit);
  }

  async #apply(maxLayer: number | null): Promise<void> {
    const parameters = this.#sender.getParameters();
    parameters.encodings.forEach((encoding, layer) => {
      encoding.active = isSent(layer, maxLayer);
    });
    if (!this.#maySoften) parameters.degradationPreference = 'maintain-resolution';
    await this.#sender.setParameters(parameters);
  }
}

function isSent(layer: number, maxLayer: number | null): boolean {
  return maxLayer !== null && layer <= maxLayer;
}
