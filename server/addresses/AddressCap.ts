import { addressKey } from '../../shared/domain/addressKey.ts';

export interface AddressCapOptions {
  /** How many one address may have at a time. */
  most: number;
  /** Addresses that speak for many others, and are therefore not counted. */
  isExempt: (address: string) => boolean;
}

/** Counts what is open by the address that opened it (IPv6 by network, as `addressKey` does). */
export class AddressCap {
  readonly #options: AddressCapOptions;
  readonly #counts = new Map<string, number>();

  constructor(options: AddressCapOptions) {
    this.#options = options;
  }

  /** How many addresses have something open. */
  get size(): number {
    return this.#counts.size;
  }

  /** @returns gives the place back, once; null: this address has as many as it may */
  take(address: string): (() => void) | null {
    const { most, isExempt } = this.#options;
    if (isExempt(address)) return () => undefined;
    const key = addressKey(address);
    const count = this.#counts.get(key) ?? 0;
    if (count >= most) return null;
    this.#counts.set(key, count + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#giveBack(key);
      isTaken = false;
    };
  }

  #giveBack(key: string): void {
    const left = (this.#counts.get(key) ?? 0) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
