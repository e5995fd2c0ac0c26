import type { MediaConsumer } from './MediaConsumer.ts';
import type { MediaProducer } from './MediaProducer.ts';

/** So long nobody must have watched a layer before it is given up: whoever turns a page may turn back. */
export const LOWER_AFTER_MS = 4000;

export interface WantedLayersOptions {
  consumersFrom: (producer: MediaProducer) => Iterable<MediaConsumer>;
  tell: (producer: MediaProducer) => void;
}

/**
 * Which layers of each video anybody watches [M12]. More is told at once, so that it is there when it is
 * looked at; less after a while. A publisher that was told nothing yet sends all that it has.
 */
export class WantedLayers {
  readonly #options: WantedLayersOptions;
  readonly #lowering = new Map<MediaProducer, NodeJS.Timeout>();

  constructor(options: WantedLayersOptions) {
    this.#options = options;
  }

  /** Somebody looks at it, looks away, or looks at another size of it. */
  look(producer: MediaProducer): void {
    if (producer.isAudio) return;
    const wanted = this.#wanted(producer);
    if (rank(wanted) >= rank(producer.maxLayer)) {
      this.#cancel(producer);
      if (wanted !== producer.maxLayer) this.#tell(producer, wanted);
      return;
    }
    if (this.#lowering.has(producer)) return;
    const lower = () => {
      this.#lowering.delete(producer);
      this.#tell(producer, this.#wanted(producer));
    };
    this.#lowering.set(producer, setTimeout(lower, LOWER_AFTER_MS));
  }

  /** Another server has told its owner; whoever resumes is told by the answer. */
  adopt(producer: MediaProducer): void {
    this.#cancel(producer);
    if (!producer.isAudio) producer.handleWanted(this.#wanted(producer));
  }

  forget(producer: MediaProducer): void {
    this.#cancel(producer);
  }

  close(): void {
    for (const timer of this.#lowering.values()) clearTimeout(timer);
    this.#lowering.clear();
  }

  #wanted(producer: MediaProducer): number | null {
    let most: number | null = null;
    for (const { wantedLayer } of this.#options.consumersFrom(producer)) {
      if (rank(wantedLayer) > rank(most)) most = wantedLayer;
    }
    return most;
  }

  #tell(producer: MediaProducer, maxLayer: number | null): void {
    producer.handleWanted(maxLayer);
    this.#options.tell(producer);
  }

  #cancel(producer: MediaProducer): void {
    clearTimeout(this.#lowering.get(producer));
    this.#lowering.delete(producer);
  }
}

/** Nothing is less than the smallest layer. */
function rank(layer: number | null): number {
  return layer ?? -1;
}
