import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * The one-time token that makes the first administrator. It lives in this process only, and only as a hash: a
 * restart makes another, and nothing that is written down could be used later.
 */
export class SetupLink {
  #hash: Buffer | null = null;

  get isOpen(): boolean {
    return this.#hash !== null;
  }

  create(): string {
    const token = randomBytes(32).toString('base64url');
    this.#hash = hashOf(token);
    return token;
  }

  /**
   * Uses the token up. Two people who follow the link at once: one of them gets it.
   * @returns gives it back, for when no administrator came of it; null when the token is not the one
   */
  take(token: string): (() => void) | null {
    const hash = this.#hash;
    if (hash === null || !timingSafeEqual(hash, hashOf(token))) return null;
    this.#hash = null;
    return () => {
      this.#hash ??= hash;
    };
  }

  close(): void {
    this.#hash = null;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
