/** Each is a client that waits; a crowd beyond this has the usual grace. */
const MAX_KEPT = 10_000;

/**
 * Refresh tokens whose rotation was as good as done when the database went away: it may have happened, but the successor
 * never left this server. Their owners present them again, however much later, and are no thieves.
 */
export class UnansweredTokens {
  readonly #hashes = new Set<string>();

  add(hash: Buffer): void {
    this.#hashes.add(hash.toString('base64'));
    const [oldest] = this.#hashes;
    if (this.#hashes.size > MAX_KEPT && oldest !== undefined) this.#hashes.delete(oldest);
  }

  has(hash: Buffer): boolean {
    return this.#hashes.has(hash.toString('base64'));
  }

  /** It was answered now. */
  delete(hash: Buffer): void {
    this.#hashes.delete(hash.toString('base64'));
  }
}
