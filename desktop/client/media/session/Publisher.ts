import type { types } from 'mediasoup-client';
import { type MediaSource, type Resumed, SOURCE_KIND } from '../../../../shared/contracts/index.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { Caller } from '../../signaling/index.ts';
import type { LocalMedia } from '../localMedia.ts';
import { howToProduce, preferredCodec } from './producing.ts';
import type { VideoSource } from './RemoteVideos.ts';
import type { SentVideos } from './SentVideos.ts';
import type { ProducingData } from './TransportPair.ts';

const SOURCES = ['mic', 'camera', 'screen', 'screenAudio'] as const satisfies MediaSource[];

interface Published {
  producer: types.Producer;
  /** null: a change was sent and never answered. */
  isPausedAtServer: boolean | null;
}

/** One's own producers as the server has them [S2]. */
export type ProducersAtServer = NonNullable<Resumed['media']>['producers'];

interface Wish {
  track: MediaStreamTrack | null;
  isPaused: boolean;
}

export interface PublisherDeps {
  caller: Caller;
  videos: Pick<SentVideos, 'add' | 'remove' | 'clear' | 'check' | 'handleWanted' | 'tellAgain'>;
  localMedia: Pick<LocalMedia, 'store' | 'track' | 'on'>;
  /** The server or the browser refused to publish a source. */
  onRefused(source: MediaSource, error: AppError): void;
  /** While nothing could be heard a host paused this mic or camera, or closed this screen. */
  onTakenAway(source: MediaSource): void;
}

/**
 * Makes what is published follow what the devices are: whenever a device, a wish or the transport
 * changes, each source is brought, one step at a time, from what is to what is wanted. Mic and
 * camera that are turned off stay as paused producers, so that turning on again takes no negotiation;
 * a screen is closed.
 */
export class Publisher {
  readonly #deps: PublisherDeps;
  readonly #published = new Map<MediaSource, Published>();
  /** Sources being brought; true: something changed meanwhile, so look again. */
  readonly #busy = new Map<MediaSource, boolean>();
  readonly #stopListening: (() => void)[];
  #device: types.Device | null = null;
  #transport: types.Transport | null = null;
  #hasLostAnswers = false;
  #closed = false;

  constructor(deps: PublisherDeps) {
    this.#deps = deps;
    this.#stopListening = [
      deps.localMedia.on('trackChanged', (source) => void this.#bring(source)),
      deps.localMedia.store.subscribe(() => this.#bringAll()),
    ];
  }

  /** A `media:produce` went unanswered: the server may carry a producer that we do not know. */
  get hasLostAnswers(): boolean {
    return this.#hasLostAnswers;
  }

  get isPublishing(): boolean {
    return SOURCES.some((source) => this.#wish(source).track !== null);
  }

  setTransport(transport: types.Transport | null, device: types.Device | null): void {
    this.#published.clear();
    this.#deps.videos.clear();
    this.#transport = transport;
    this.#device = device;
    this.#hasLostAnswers = false;
    this.#bringAll();
  }

  /** The server can be asked again: what went unanswered is said again. */
  handleReconnected(atServer: ProducersAtServer): void {
    this.takeOver(atServer);
    this.#closeUnknown(atServer);
    this.#deps.videos.tellAgain();
    this.#bringAll();
  }

  /** Believes the server about what it did while it could not be heard; asks it nothing. */
  takeOver(atServer: ProducersAtServer): void {
    for (const [source, published] of [...this.#published]) {
      const there = atServer.find(({ producerId }) => producerId === published.producer.id);
      if (!there) this.#handleGone(source, published);
      else if (there.isPaused !== published.isPausedAtServer) {
        // Where a wish of one's own went unanswered (null), that wish is the later word.
        const isByHost = there.isPaused && published.isPausedAtServer === false;
        published.isPausedAtServer = there.isPaused;
        if (isByHost) this.#deps.onTakenAway(source);
      }
      if (there?.maxSpatialLayer !== undefined) {
        this.#deps.videos.handleWanted(there.producerId, there.maxSpatialLayer);
      }
    }
  }

  handleProducerClosed(producerId: string): void {
    for (const [source, { producer }] of this.#published) {
      if (producer.id === producerId) this.#drop(source, producer);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#transport = null;
    this.#deps.videos.clear();
    this.#stopListening.forEach((stop) => stop());
    this.#published.clear();
  }

  #handleGone(source: MediaSource, { producer }: Published): void {
    this.#drop(source, producer);
    // A screen is not shared again unasked; a mic or camera that is on is produced again.
    if (source === 'screen') this.#deps.onTakenAway(source);
  }

  /** A screen was stopped here and the server did not hear of it: the others still see it. */
  #closeUnknown(atServer: ProducersAtServer): void {
    for (const { producerId, source } of atServer) {
      const isKnown = this.#published.get(source)?.producer.id === producerId;
      if (isKnown || this.#busy.has(source)) continue;
      // Unanswered again, it is in the list of the next time.
      this.#deps.caller.call('media:closeProducer', { producerId }).catch(() => undefined);
    }
  }

  #wish(source: MediaSource): Wish {
    const { localMedia } = this.#deps;
    const track = localMedia.track(source);
    const usable = track?.readyState === 'live' ? track : null;
    if (source === 'mic') {
      return { track: usable, isPaused: localMedia.store.getState().mic.kind !== 'on' };
    }
    return { track: usable, isPaused: usable === null };
  }

  #bringAll(): void {
    for (const source of SOURCES) void this.#bring(source);
  }

  /** Steps until nothing differs any more. */
  async #bring(source: MediaSource): Promise<void> {
    if (this.#busy.has(source)) {
      this.#busy.set(source, true);
      return;
    }
    let mustLook = true;
    while (mustLook) {
      this.#busy.set(source, false);
      const hasMore = await this.#step(source);
      mustLook = hasMore || this.#busy.get(source) === true;
    }
    this.#busy.delete(source);
  }

  /** @returns whether another step may be needed */
  async #step(source: MediaSource): Promise<boolean> {
    const transport = this.#transport;
    if (!transport || transport.closed) return false;
    const wish = this.#wish(source);
    const published = this.#published.get(source);
    try {
      if (!published) return await this.#produce(transport, source, wish);
      return await this.#adjust(published, source, wish);
    } catch (error) {
      // The transport was replaced under our hands: `setTransport` starts over on the new one.
      if (transport !== this.#transport) return true;
      return this.#handleFailure(source, error, published);
    }
  }

  async #produce(
    transport: types.Transport,
    source: MediaSource,
    { track, isPaused }: Wish,
  ): Promise<boolean> {
    if (!track || !this.#device?.canProduce(SOURCE_KIND[source])) return false;
    const codec = preferredCodec(this.#device, source);
    const appData: ProducingData = { source, isPaused };
    const producer = await transport.produce({
      track,
      ...howToProduce(this.#device, source),
      ...(codec ? { codec } : {}),
      // Tracks belong to LocalMedia, which stops, disables and replaces them.
      stopTracks: false,
      disableTrackOnPause: false,
      // A pause is what empties the queue of a video that is held (SentVideos); a mic is paused at the server.
      zeroRtpOnPause: true,
      appData,
    });
    if (transport !== this.#transport) return true;
    this.#published.set(source, { producer, isPausedAtServer: isPaused });
    if (isVideo(source)) this.#deps.videos.add(source, producer);
    this.#deps.videos.check();
    return true;
  }

  #drop(source: MediaSource, producer: types.Producer): void {
    this.#published.delete(source);
    if (isVideo(source)) this.#deps.videos.remove(source);
    producer.close();
  }

  async #adjust(published: Published, source: MediaSource, wish: Wish): Promise<boolean> {
    const { producer } = published;
    const { caller } = this.#deps;
    const isScreen = source === 'screen' || source === 'screenAudio';
    if (isScreen && !wish.track) {
      this.#drop(source, producer);
      await caller.call('media:closeProducer', { producerId: producer.id });
      return true;
    }
    if (producer.track !== wish.track) {
      await producer.replaceTrack({ track: wish.track });
      return true;
    }
    if (published.isPausedAtServer === wish.isPaused) return false;
    published.isPausedAtServer = null;
    await caller.call('media:setProducerPaused', {
      producerId: producer.id,
      isPaused: wish.isPaused,
    });
    published.isPausedAtServer = wish.isPaused;
    return true;
  }

  /** @returns false: trying again now would fail again */
  #handleFailure(source: MediaSource, error: unknown, published: Published | undefined): boolean {
    if (error instanceof AppError && error.code === 'unavailable') {
      if (!published) this.#hasLostAnswers = true;
      return false;
    }
    // A track that ended between look and use is followed by a change that brings the next one.
    if (error instanceof Error && error.name === 'InvalidStateError') return false;
    this.#deps.onRefused(
      source,
      error instanceof AppError
        ? error
        : new AppError('media_rejected', 'This browser could not send it. Try again.', {
            cause: error,
          }),
    );
    return false;
  }
}

function isVideo(source: MediaSource): source is VideoSource {
  return SOURCE_KIND[source] === 'video';
}
