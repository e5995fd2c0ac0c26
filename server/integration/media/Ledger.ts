import type { Media } from '../../media/index.ts';

/** What clients know of their consumers when they have only answers and events to go by. */
export class Ledger {
  readonly #known = new Map<string, Set<string>>();
  /** Events are held back while the answer is on its way, as the rooms do. */
  readonly #held = new Map<string, (() => void)[]>();

  constructor(media: Media) {
    media.on('consumersAdded', ({ peerId, consumers }) => {
      this.#apply(peerId, (known) => consumers.forEach(({ id }) => known.add(id)));
    });
    media.on('consumersClosed', ({ peerId, consumerIds }) => {
      this.#apply(peerId, (known) => consumerIds.forEach((id) => known.delete(id)));
    });
  }

  of(peerId: string): string[] {
    return [...(this.#known.get(peerId) ?? [])].sort();
  }

  handleRequest(peerId: string): void {
    this.#held.set(peerId, []);
  }

  handleAnswer(peerId: string, consumerIds: string[]): void {
    this.#known.set(peerId, new Set(consumerIds));
    const held = this.#held.get(peerId) ?? [];
    this.#held.delete(peerId);
    for (const apply of held) apply();
  }

  handleRefusal(peerId: string): void {
    this.#known.delete(peerId);
    this.#held.delete(peerId);
  }

  #apply(peerId: string, change: (known: Set<string>) => void): void {
    const apply = () => {
      const known = this.#known.get(peerId);
      if (known) change(known);
    };
    const held = this.#held.get(peerId);
    if (held) held.push(apply);
    else apply();
  }
}
