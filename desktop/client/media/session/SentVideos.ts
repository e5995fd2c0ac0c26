import type { types } from 'mediasoup-client';
import type { ProducerHold } from '../../../../shared/contracts/index.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Caller } from '../../signaling/index.ts';
import { FULL_SIZE_AFTER_MS, startLayer } from './producing.ts';
import type { VideoSource } from './RemoteVideos.ts';
import { SentVideo } from './SentVideo.ts';

/** What one's own connection and computer manage of a video. */
export interface SendLimit {
  /** null: nothing. */
  maxLayer: number | null;
  /** Why, where it is nothing. */
  hold: ProducerHold | null;
}

type SentProducer = Pick<types.Producer, 'id' | 'rtpSender' | 'paused' | 'pause' | 'resume'>;

interface Entry {
  producer: SentProducer;
  video: SentVideo;
  cancelLine: () => void;
}

export interface SentVideosDeps {
  caller: Caller;
  clock: Clock;
}

const NO_LIMIT: SendLimit = { maxLayer: Infinity, hold: null };

/** One's own videos on their way to the server: how much of each is encoded, and why not more. */
export class SentVideos {
  readonly #deps: SentVideosDeps;
  readonly #entries = new Map<VideoSource, Entry>();
  /** Outlive producers: what does not fit through the line does not fit after a reconnection either. */
  readonly #limits = new Map<VideoSource, SendLimit>();

  constructor(deps: SentVideosDeps) {
    this.#deps = deps;
  }

  add(source: VideoSource, producer: SentProducer): void {
    this.remove(source);
    const { rtpSender } = producer;
    if (!rtpSender) return;
    const lineLimit = startLayer(source);
    const video = new SentVideo(rtpSender, { lineLimit, maySoften: source === 'camera' });
    const cancelLine = this.#deps.clock.after(FULL_SIZE_AFTER_MS, () => video.handleLineKnown());
    this.#entries.set(source, { producer, video, cancelLine });
    const { maxLayer, hold } = this.#limits.get(source) ?? NO_LIMIT;
    video.setLimit(maxLayer);
    this.#pauseWhereNothingIsSent();
    if (hold !== null) this.#tell(producer.id, hold);
  }

  remove(source: VideoSource): void {
    this.#entries.get(source)?.cancelLine();
    this.#entries.delete(source);
  }

  clear(): void {
    for (const source of [...this.#entries.keys()]) this.remove(source);
  }

  handleWanted(producerId: string, maxLayer: number | null): void {
    for (const entry of this.#entries.values()) {
      if (entry.producer.id === producerId) entry.video.handleWanted(maxLayer);
    }
  }

  /** There was, or may have been, a negotiation. */
  check(): void {
    for (const { video } of this.#entries.values()) video.check();
  }

  setLimit(source: VideoSource, limit: SendLimit): void {
    const before = this.#limits.get(source) ?? NO_LIMIT;
    this.#limits.set(source, limit);
    const entry = this.#entries.get(source);
    if (!entry) return;
    entry.video.setLimit(limit.maxLayer);
    if (limit.hold === before.hold) return;
    this.#pauseWhereNothingIsSent();
    this.#tell(entry.producer.id, limit.hold);
  }

  /** The server may be another than before, or may not have heard. */
  tellAgain(): void {
    for (const [source, { producer }] of this.#entries) {
      const { hold } = this.#limits.get(source) ?? NO_LIMIT;
      this.#tell(producer.id, hold);
    }
  }

  /**
   * Layers that are off still have up to 2 s of what was lost of them in Chromium's pacer, and it goes out at more than a thin
   * line carries. Pausing makes the section inactive (RFC 9429, 4.2.3), and with that Chromium empties it. That is negotiated,
   * which turns layers of another video off and on again with key frames of all of them: beside one it costs more than it saves.
   */
  #pauseWhereNothingIsSent(): void {
    const entries = [...this.#entries].map(([source, { producer }]) => {
      const { hold } = this.#limits.get(source) ?? NO_LIMIT;
      return { producer, hold };
    });
    const isNothingSent = entries.every(({ hold }) => hold !== null);
    const isLineShort = entries.some(({ hold }) => hold === 'connection');
    for (const { producer, hold } of entries) {
      if (isNothingSent && isLineShort && !producer.paused) producer.pause();
      if (hold === null && producer.paused) producer.resume();
    }
  }

  #tell(producerId: string, reason: ProducerHold | null): void {
    // Unanswered it is told again by `tellAgain`; a server that does not know it shows a still picture.
    this.#deps.caller.call('media:setProducerHeld', { producerId, reason }).catch(() => undefined);
  }
}
