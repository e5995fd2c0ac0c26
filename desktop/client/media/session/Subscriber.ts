import type { types } from 'mediasoup-client';
import type {
  ConsumerOptions,
  HoldReason,
  MediaSource,
  Participant,
} from '../../../../shared/contracts/index.ts';
import type { Caller } from '../../signaling/index.ts';
import type { Flow } from './FlowWatch.ts';
import type { RemoteAudio } from './RemoteAudio.ts';
import type { RemoteLevels } from './RemoteLevels.ts';
import type { RemoteVideos } from './RemoteVideos.ts';
import type { LimitedViews } from './LimitedViews.ts';
import type { VideoHold } from './remoteVideo.ts';

/** What the roster says of somebody's producers [O3]; of the sound of a screen it says nothing, which is never paused [M6]. */
const ROSTER_KEY = { mic: 'isMicOn', camera: 'isCameraOn', screen: 'isSharing' } as const;

type Sources = Pick<Participant, 'id'> & {
  readonly [K in (typeof ROSTER_KEY)[keyof typeof ROSTER_KEY]]?: Participant[K] | undefined;
};

interface Entry {
  options: ConsumerOptions;
  isProducerPaused: boolean;
  /** As the server says [M11]. */
  heldBecause: HoldReason | null;
  /** This computer does not manage to show it. */
  isTooMuch: boolean;
  /** null while the receiver is being made. */
  consumer: types.Consumer | null;
  isResumed: boolean;
  /** Asked for, and no answer yet: over a line that is given up there will be none. */
  lacksKeyFrame: boolean;
}

export interface SubscriberDeps {
  caller: Caller;
  audio: RemoteAudio;
  videos: RemoteVideos;
  levels: RemoteLevels;
  views: Pick<LimitedViews, 'forget' | 'flushShown'>;
}

/** Receives what the server offers of others and hands it to what plays, shows and measures it. */
export class Subscriber {
  readonly #deps: SubscriberDeps;
  readonly #entries = new Map<string, Entry>();
  #transport: types.Transport | null = null;
  /** Counts the times that the server told all: what failed before that is asked again. */
  #syncs = 0;

  constructor(deps: SubscriberDeps) {
    this.#deps = deps;
  }

  /** The streams that should be coming now, as far as the server told. */
  get flows(): Flow[] {
    const flows: Flow[] = [];
    for (const { options, consumer, isResumed, isProducerPaused } of this.#entries.values()) {
      const { participantId, source } = options;
      const receiver = consumer?.rtpReceiver;
      if (!receiver || !isResumed || isProducerPaused) continue;
      // A shared screen that stands still sends next to nothing.
      if (source === 'screen') continue;
      if (source === 'camera' && !this.#deps.videos.isExpected(participantId, source)) continue;
      flows.push({ receiver, isSparse: source === 'mic' });
    }
    return flows;
  }

  setTransport(transport: types.Transport | null): void {
    this.remove([...this.#entries.keys()]);
    this.#transport = transport;
  }

  /**
   * Makes all receivers in one negotiation, and then lets all of them flow by one message [M4].
   * @returns when the negotiation is over
   */
  async add(consumers: readonly ConsumerOptions[]): Promise<void> {
    const transport = this.#transport;
    if (!transport) return;
    const isNew = ({ id }: ConsumerOptions) => !this.#entries.has(id);
    await Promise.all(consumers.filter(isNew).map((options) => this.#consume(transport, options)));
    void this.#resume();
  }

  /** @param consumers All that exist at the server now. */
  async sync(consumers: readonly ConsumerOptions[]): Promise<void> {
    this.#syncs += 1;
    const known = new Set(consumers.map(({ id }) => id));
    this.remove([...this.#entries.keys()].filter((id) => !known.has(id)));
    for (const { id, isProducerPaused, heldBecause } of consumers) {
      const entry = this.#entries.get(id);
      if (entry) this.#setPaused(entry, isProducerPaused);
      this.setHeld(id, heldBecause ?? null);
    }
    void this.#askKeyFrames([...this.#entries.values()].filter((entry) => entry.lacksKeyFrame));
    await this.add(consumers);
  }

  remove(consumerIds: readonly string[]): void {
    for (const id of consumerIds) {
      const entry = this.#entries.get(id);
      if (!entry) continue;
      this.#entries.delete(id);
      this.#letGo(entry);
      entry.consumer?.close();
    }
  }

  /** The roster says who has turned what on and off [M6]; what it leaves out stays as it was. */
  handleRoster({ joined, changed }: Record<'joined' | 'changed', readonly Sources[]>): void {
    for (const sources of [...joined, ...changed]) this.#handleSources(sources);
  }

  #handleSources(sources: Sources): void {
    for (const entry of this.#entries.values()) {
      const { participantId, source } = entry.options;
      if (participantId !== sources.id) continue;
      const isOn = isOnOf(source, sources);
      if (isOn !== undefined) this.#setPaused(entry, !isOn);
    }
  }

  setHeld(consumerId: string, heldBecause: HoldReason | null): void {
    const entry = this.#entries.get(consumerId);
    if (!entry) return;
    entry.heldBecause = heldBecause;
    this.#showHold(entry);
  }

  /** @param isTooMuch for this computer */
  setTooMuch(consumerId: string, isTooMuch: boolean): void {
    const entry = this.#entries.get(consumerId);
    if (!entry) return;
    entry.isTooMuch = isTooMuch;
    this.#showHold(entry);
  }

  #setPaused(entry: Entry, isProducerPaused: boolean): void {
    entry.isProducerPaused = isProducerPaused;
    const { participantId, source } = entry.options;
    if (source === 'camera' || source === 'screen') {
      this.#deps.videos.setPaused(participantId, source, isProducerPaused);
    }
  }

  #showHold(entry: Entry): void {
    const { participantId, source } = entry.options;
    if (source !== 'camera' && source !== 'screen') return;
    this.#deps.videos.setHold(participantId, source, holdOf(entry));
  }

  /** [M4] Said again, "ready" asks for a key frame. */
  async askKeyFrame(consumerId: string): Promise<void> {
    const entry = this.#entries.get(consumerId);
    if (entry) await this.#askKeyFrames([entry]);
  }

  async #askKeyFrames(entries: readonly Entry[]): Promise<void> {
    const resumed = entries.filter(({ isResumed }) => isResumed);
    if (resumed.length === 0) return;
    for (const entry of resumed) entry.lacksKeyFrame = true;
    try {
      const consumerIds = resumed.map(({ options }) => options.id);
      await this.#deps.caller.call('media:resumeConsumers', { consumerIds });
      for (const entry of resumed) entry.lacksKeyFrame = false;
    } catch {
      // The consumer is gone, or the connection is, and it is asked again with the `sync` that follows.
    }
  }

  async #consume(transport: types.Transport, options: ConsumerOptions): Promise<void> {
    const { id, producerId, kind, rtpParameters, participantId, source } = options;
    const entry: Entry = {
      options,
      isProducerPaused: options.isProducerPaused,
      heldBecause: options.heldBecause ?? null,
      isTooMuch: false,
      consumer: null,
      isResumed: false,
      lacksKeyFrame: false,
    };
    this.#entries.set(id, entry);
    try {
      // Sound and picture of one origin share a stream: the browser keeps lips and voice together.
      const streamId = `${participantId}-${source.startsWith('screen') ? 'screen' : 'camera'}`;
      entry.consumer = await transport.consume({ id, producerId, kind, rtpParameters, streamId });
    } catch {
      // A codec that this browser lacks, or a transport closed meanwhile: the others go on.
      if (this.#entries.get(id) === entry) this.#entries.delete(id);
      return;
    }
    if (this.#entries.get(id) !== entry) entry.consumer.close();
    else this.#use(entry, entry.consumer);
  }

  #use(entry: Entry, consumer: types.Consumer): void {
    const { participantId, source } = entry.options;
    const { audio, videos, levels } = this.#deps;
    if (source === 'camera' || source === 'screen') {
      videos.setStream(participantId, source, {
        consumerId: consumer.id,
        track: consumer.track,
        isPaused: entry.isProducerPaused,
        hold: holdOf(entry),
      });
      return;
    }
    audio.add(consumer.id, consumer.track);
    if (source === 'mic') levels.setReceiver(participantId, consumer.rtpReceiver ?? null);
  }

  #letGo({ options, consumer }: Entry): void {
    const { id, participantId, source } = options;
    const { audio, videos, levels, views } = this.#deps;
    if (source === 'camera' || source === 'screen') {
      views.forget(id);
      // A newer consumer of the same video may have taken the place already.
      if (consumer && !this.#isReplaced(options)) videos.setStream(participantId, source, null);
      return;
    }
    audio.remove(id);
    if (source === 'mic' && !this.#isReplaced(options)) levels.setReceiver(participantId, null);
  }

  #isReplaced({ participantId, source }: ConsumerOptions): boolean {
    return [...this.#entries.values()].some(
      ({ options, consumer }) =>
        consumer !== null && options.participantId === participantId && options.source === source,
    );
  }

  async #resume(): Promise<void> {
    const ready = [...this.#entries.values()].filter(
      ({ consumer, isResumed }) => consumer && !isResumed,
    );
    if (ready.length === 0) return;
    const syncs = this.#syncs;
    for (const entry of ready) entry.isResumed = true;
    this.#deps.views.flushShown();
    try {
      const consumerIds = ready.map(({ options }) => options.id);
      await this.#deps.caller.call('media:resumeConsumers', { consumerIds });
    } catch {
      // Told again with the `sync` that follows a resumed session, which may have been already.
      for (const entry of ready) entry.isResumed = false;
      if (syncs !== this.#syncs) await this.#resume();
    }
  }
}

/** @returns undefined: nothing is said of it */
function isOnOf(source: MediaSource, sources: Sources): boolean | undefined {
  return source === 'screenAudio' ? undefined : sources[ROSTER_KEY[source]];
}

function holdOf({ heldBecause, isTooMuch }: Entry): VideoHold | null {
  return heldBecause ?? (isTooMuch ? 'computer' : null);
}
