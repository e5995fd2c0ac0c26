import type { types } from 'mediasoup';

/**
 * An average below this counts as silence, in dBov. It is a mean of decibels, in which the short gaps between
 * words weigh as -127 each: speech at -20 that fills half of the time comes to -73.
 */
const SILENCE_DBOV = -75;
const LEVEL_INTERVAL_MS = 400;
const DOMINANCE_INTERVAL_MS = 300;
/** More voices at once are a choir. */
const VOICES = 20;
/** Who dominates may pause for so many level intervals before whoever is loudest counts. */
const PAUSE_INTERVALS = 3;

/**
 * Who speaks in a room. mediasoup's dominance alone never says that nobody does, and names people who
 * are silent; its levels alone would jump at every cough. So who dominates counts while heard, with the
 * pauses of speech, and otherwise who is loudest.
 */
export class SpeakerWatch {
  readonly #dominance: types.ActiveSpeakerObserver;
  readonly #levels: types.AudioLevelObserver;
  readonly #handleChange: (producerId: string | null) => void;
  #dominant: types.Producer | null = null;
  /** Level intervals since the dominant one was heard. */
  #pause = PAUSE_INTERVALS;
  /** Loudest first. */
  #audible: readonly types.Producer[] = [];
  #told: string | null = null;

  /** Ends with the router. */
  static async create(
    router: types.Router,
    handleChange: (producerId: string | null) => void,
  ): Promise<SpeakerWatch> {
    const [dominance, levels] = await Promise.all([
      router.createActiveSpeakerObserver({ interval: DOMINANCE_INTERVAL_MS }),
      router.createAudioLevelObserver({
        maxEntries: VOICES,
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
    dominance.on('dominantspeaker', ({ producer }) => this.#handleDominance(producer));
    levels.on('volumes', (volumes) => this.#handleLevels(volumes.map(({ producer }) => producer)));
    levels.on('silence', () => this.#handleLevels([]));
  }

  /** Id of the producer that is spoken into; null: all are silent. */
  get speaker(): string | null {
    return this.#told;
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

  #handleDominance(producer: types.Producer): void {
    this.#dominant = producer;
    this.#pause = this.#audible.includes(producer) ? 0 : PAUSE_INTERVALS;
    this.#tell();
  }

  #handleLevels(audible: readonly types.Producer[]): void {
    this.#audible = audible;
    const isHeard = this.#dominant !== null && audible.includes(this.#dominant);
    this.#pause = isHeard ? 0 : this.#pause + 1;
    this.#tell();
  }

  #forget(producer: types.Producer): void {
    if (this.#dominant === producer) this.#dominant = null;
    this.#audible = this.#audible.filter((other) => other !== producer);
    this.#tell();
  }

  #tell(): void {
    const [loudest] = this.#audible;
    const dominant = this.#dominant;
    // Whoever mutes does not just pause.
    const dominates = dominant && !dominant.paused && this.#pause < PAUSE_INTERVALS;
    const speaker = loudest ? (dominates ? dominant : loudest).id : null;
    if (speaker === this.#told) return;
    this.#told = speaker;
    this.#handleChange(speaker);
  }
}
