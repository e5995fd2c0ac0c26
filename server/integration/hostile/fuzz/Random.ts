import { seeded } from '../../media/seeded.ts';

/** Choices that are the same again for the same seed. */
export class Random {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
    // Neighbouring seeds begin alike.
    this.#next();
    this.#next();
  }

  /** Of one part of the work: what the others choose does not shift it. */
  static of(seed: number, part: number): Random {
    return new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b));
  }

  chance(probability: number): boolean {
    return this.#next() < probability;
  }

  /** Both included. */
  integer(min: number, max: number): number {
    return min + Math.floor(this.#next() * (max - min + 1));
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  }

  pickUpTo<T>(items: readonly T[], most: number): T[] {
    const count = this.integer(0, Math.min(most, items.length));
    return Array.from({ length: count }, () => this.pick(items));
  }

  hex(length: number): string {
    return Array.from({ length }, () => this.integer(0, 15).toString(16)).join('');
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }
}
