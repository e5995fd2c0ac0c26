import type { MediaConsumer } from './MediaConsumer.ts';
import { nextBudget, NO_BUDGET, RANK_PRIORITY, SHORT_FOR_MS } from './nextBudget.ts';
import type { VideoRank } from './nextBudget.ts';
import { rankVideos } from './rankVideos.ts';

export interface ViewerBudgetOptions {
  /** All that the viewer consumes. */
  consumers: () => readonly MediaConsumer[];
  speakerId: () => string | null;
  /** @param isTry Whether it is let go though nothing that flows shows that there is room. */
  handleHeld: (consumer: MediaConsumer, isHeld: boolean, isTry: boolean) => void;
  /** Said again for as long as it lasts. */
  handleStarved: (consumer: MediaConsumer, isStarved: boolean) => void;
}

/** Runs nextBudget.ts for one viewer: hands it what is measured, and has its decisions done. */
export class ViewerBudget {
  readonly #options: ViewerBudgetOptions;
  #state = NO_BUDGET;
  #availableBps: number | null = null;
  #desiredBps = 0;
  #timer: NodeJS.Timeout | null = null;
  /** What gets no layer, and since when. */
  readonly #layerless = new Map<MediaConsumer, number>();

  constructor(options: ViewerBudgetOptions) {
    this.#options = options;
  }

  handleBandwidth(measured: { availableBps: number; desiredBps: number }): void {
    this.#availableBps = measured.availableBps;
    this.#desiredBps = measured.desiredBps;
    if (this.#isConcerned) this.look();
    this.#lookForStarved();
  }

  /** mediasoup has chosen another layer, or none. */
  handleLayer(consumer: MediaConsumer): void {
    if (!consumer.isLayerless) this.#feed(consumer);
  }

  /** Somebody else speaks now. */
  handleSpeaker(): void {
    if (this.#isConcerned) this.look();
  }

  /** What is on screen, or one of the other facts, has changed. */
  look(): void {
    const videos = this.#options.consumers().filter(({ isWatched }) => isWatched);
    const ranked = rankVideos(videos.map(toWatched), this.#options.speakerId());
    const before = this.#state;
    const facts = {
      availableBps: this.#availableBps,
      desiredBps: this.#desiredBps,
      videos: ranked,
    };
    const now = performance.now();
    const { state, lookAt } = nextBudget(before, facts, now);
    this.#state = state;
    this.#arm(lookAt === null ? null : lookAt - now);
    // What was measured before nothing came any more says nothing about the one that is tried now.
    const isBlind =
      state.releasedAt !== before.releasedAt &&
      ranked.every(({ id, isLayerless }) => isLayerless || before.held.has(id));
    if (isBlind) this.#availableBps = null;
    const isAlone = ranked.every(({ rank }) => rank === 'screen');
    for (const consumer of this.#options.consumers()) {
      const isHeld = state.held.has(consumer.id);
      // Where there are cameras, one of them is tried next, at less cost than a screen.
      const isTry = isBlind && (isAlone || consumer.producer.source !== 'screen');
      if (isHeld !== before.held.has(consumer.id))
        this.#options.handleHeld(consumer, isHeld, isTry);
    }
    if (this.#isShort) this.#prioritise(ranked, videos);
  }

  close(): void {
    this.#arm(null);
  }

  /** With enough for all, there is nothing to decide. */
  get #isConcerned(): boolean {
    return this.#isShort || this.#state.held.size > 0 || this.#state.shortSince !== null;
  }

  get #isShort(): boolean {
    return this.#availableBps !== null && this.#availableBps < this.#desiredBps;
  }

  /**
   * The smallest layer of a moving screen takes more than what a screen is held for: where it does not fit, mediasoup sends
   * nothing of it until there is room. While it is not held (nextBudget.ts), that is not ours to decide, but to be told.
   */
  #lookForStarved(): void {
    if (!this.#isShort && this.#layerless.size === 0) return;
    const now = performance.now();
    const consumers = this.#options.consumers();
    const starving = consumers.filter((each) => each.isWatched && each.isLayerless);
    for (const consumer of this.#layerless.keys()) {
      if (!this.#isShort || !starving.includes(consumer)) this.#feed(consumer);
    }
    if (!this.#isShort) return;
    for (const consumer of starving) {
      const since = this.#layerless.get(consumer) ?? now;
      this.#layerless.set(consumer, since);
      if (now - since >= SHORT_FOR_MS) this.#options.handleStarved(consumer, true);
    }
  }

  #feed(consumer: MediaConsumer): void {
    this.#layerless.delete(consumer);
    if (consumer.isStarved) this.#options.handleStarved(consumer, false);
  }

  /** Only where there is too little: with enough for all, nobody has to come first. */
  #prioritise(
    ranked: readonly { id: string; rank: VideoRank }[],
    videos: readonly MediaConsumer[],
  ): void {
    const ranks = new Map(ranked.map(({ id, rank }) => [id, rank]));
    for (const consumer of videos) {
      // One that is closed meanwhile needs no priority.
      const priority = RANK_PRIORITY[ranks.get(consumer.id) ?? 'other'];
      consumer.setPriority(priority).catch(() => undefined);
    }
  }

  #arm(delayMs: number | null): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = delayMs === null ? null : setTimeout(() => this.look(), Math.max(1, delayMs));
  }
}

function toWatched({ id, producer, areaPx, isLayerless }: MediaConsumer) {
  return { id, source: producer.source, ownerId: producer.owner.id, areaPx, isLayerless };
}
