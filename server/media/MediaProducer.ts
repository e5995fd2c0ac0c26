import type { MediaSource, RtpParameters } from '../../shared/contracts/index.ts';
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
  }
}
