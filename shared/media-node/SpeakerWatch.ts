import type { types } from 'mediasoup';

/** An average below this counts as silence, in dBov: breath and fans stay under it, quiet speech does not. */
const SILENCE_DBOV = -55;
const LEVEL_INTERVAL_MS = 400;
const DOMINANCE_INTERVAL_MS = 300;

/**
 * Who speaks in a room. mediasoup's dominance alone never says that nobody does, and its levels
 * alone would jump at every cough: who dominates counts, as long as anybody is heard at all.
 */
export class SpeakerWatch {
  readonly #dominance: types.ActiveSpeakerObserver;
  readonly #levels: types.AudioLevelObserver;
  readonly #handleChange: (producerId: string | null) => void;
  #dominant: types.Producer | null = null;
  /** null while all are silent. */
  #loudest: types.Producer | null = null;
  #told: string | null = null;

  /** Ends with the router. */
  static async create(
    router: types.Router,
    handleChange: (producerId: string | null) => void,
  ): Promise<SpeakerWatch> {
    const [dominance, levels] = await Promise.all([
      router.createActiveSpeakerObserver({ interval: DOMINANCE_INTERVAL_MS }),
      router.createAudioLevelObserver({
        maxEntries: 1,
        threshold: SILENCE_DBOV,
        interval: LEVEL_INTERVAL_MS,
      }),
    ]);
    return new SpeakerWatch(dominance, levels, handleChange);
  }

  private constructor(
    dominance: types.ActiveSpeakerObserver,
    levels: types.AudioLevelObserver,
    handleChange: (producerId: string | null) => void,
  ) {
    this.#dominance = dominance;
    this.#levels = levels;
    this.#handleChange = handleChange;
    dominance.on('dominantspeaker', ({ producer }) => {
      this.#dominant = producer;
      this.#tell();
    });
    levels.on('volumes', ([first]) => {
      this.#loudest = first?.producer ?? null;
      this.#tell();
    });
    levels.on('silence', () => {
      this.#loudest = null;
      this.#tell();
    });
  }

  /** Until the producer closes. */
  async add(producer: types.Producer): Promise<void> {
    producer.observer.once('close', () => this.#forget(producer));
    const { id: producerId } = producer;
    await Promise.all([
      this.#dominance.addProducer({ producerId }),
      this.#levels.addProducer({ producerId }),
    ]);
  }

  #forget(producer: types.Producer): void {
    if (this.#dominant === producer) this.#dominant = null;
    if (this.#loudest === producer) this.#loudest = null;
    this.#tell();
  }

  #tell(): void {
    // Somebody who was muted while dominant stays so for mediasoup until another takes over.
    const dominates = this.#dominant !== null && !this.#dominant.paused;
    const speaker = dominates ? this.#dominant : this.#loudest;
    const now = this.#loudest === null ? null : (speaker?.id ?? null);
    if (now === this.#told) return;
    this.#told = now;
    this.#handleChange(now);
  }
}
