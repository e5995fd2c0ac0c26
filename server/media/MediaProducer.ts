import type {
  HoldReason,
  MediaSource,
  ProducerHold,
  RtpParameters,
} from '../../shared/contracts/index.ts';
import { SOURCE_KIND } from '../../shared/contracts/index.ts';
import { layerSizes } from './chooseLayer.ts';
import type { Size } from './chooseLayer.ts';
import type { MediaPeer } from './MediaPeer.ts';

/** One stream that a peer publishes. */
export class MediaProducer {
  readonly id: string;
  readonly owner: MediaPeer;
  readonly source: MediaSource;
  /** Smallest first; one where there is nothing to choose. */
  readonly layers: readonly Size[];
  isPaused: boolean;
  /** mediasoup's measure of each layer that has been sent so far. */
  scores: readonly number[] = [];
  #maxLayer: number | null;
  #hold: ProducerHold | null = null;

  constructor(
    id: string,
    owner: MediaPeer,
    input: { source: MediaSource; rtpParameters: RtpParameters; isPaused: boolean },
  ) {
    this.id = id;
    this.owner = owner;
    this.source = input.source;
    this.layers = layerSizes(input.source, input.rtpParameters);
    this.isPaused = input.isPaused;
    this.#maxLayer = this.layers.length - 1;
  }

  get isAudio(): boolean {
    return SOURCE_KIND[this.source] === 'audio';
  }

  /** The largest layer that its owner has been asked for [M12]; null: none. */
  get maxLayer(): number | null {
    return this.#maxLayer;
  }

  /** Why its owner does not send it, though it is on; null: it is sent. */
  get heldBecause(): Extract<HoldReason, `sender${string}`> | null {
    if (this.#hold === null) return null;
    return this.#hold === 'connection' ? 'senderConnection' : 'senderComputer';
  }

  /** Whether something is to be expected of it, so that nothing is a bad sign. */
  get isExpected(): boolean {
    return !this.isPaused && this.#hold === null && this.#maxLayer !== null;
  }

  handleWanted(maxLayer: number | null): void {
    if (this.#maxLayer === null) this.#forgetScores();
    this.#maxLayer = maxLayer;
  }

  /** @returns whether that is news */
  handleHold(hold: ProducerHold | null): boolean {
    if (this.#hold === hold) return false;
    this.#hold = hold;
    this.#forgetScores();
    return true;
  }

  /** What was not to be sent has the worst scores, which say nothing about the network. */
  #forgetScores(): void {
    this.scores = [];
  }
}
