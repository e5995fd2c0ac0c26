import type { MediaAnswer, MediaOffer, Resumed } from '../../../../shared/contracts/index.ts';
import { AppError } from '../../../../shared/errors.ts';
import { within } from '../../platform/within.ts';
import type { ServerEvent } from '../../signaling/index.ts';
import { FlowWatch } from './FlowWatch.ts';
import { LimitedViews } from './LimitedViews.ts';
import type { MediaSessionDeps } from './MediaSessionDeps.ts';
import { toMediaTargets } from './mediaTargets.ts';
import { OutflowCheck } from './OutflowCheck.ts';
import { type PathRemedy, seeTransports } from './pathHealth.ts';
import { PathWatch } from './PathWatch.ts';
import { type PreparedMedia, prepareMedia, toMediaOffer } from './preparedMedia.ts';
import { Publisher } from './Publisher.ts';
import { Pulse } from './Pulse.ts';
import { QualityGovernor } from './QualityGovernor.ts';
import { RefusalDelay } from './RefusalDelay.ts';
import { RemoteAudio } from './RemoteAudio.ts';
import { RemoteLevels } from './RemoteLevels.ts';
import { RemoteVideos, type VideoSource } from './RemoteVideos.ts';
import { SentVideos } from './SentVideos.ts';
import { Subscriber } from './Subscriber.ts';
import { HEAD_START_LIMIT_MS, isForgotten, TransportPair } from './TransportPair.ts';
import { ViewBatch } from './ViewBatch.ts';

/** No media node is up: `media:reset` tells when one is; asking now and then guards against its loss. */
const UNAVAILABLE_RETRY_MS = 5000;

/** Wires transports, what is published, what is received and their health to the server's words. */
export class MediaSession {
  readonly #deps: MediaSessionDeps;
  readonly #publisher: Publisher;
  readonly #refusals: RefusalDelay;
  readonly #subscriber: Subscriber;
  readonly #audio: RemoteAudio;
  readonly #videos: RemoteVideos;
  readonly #levels: RemoteLevels;
  readonly #views: ViewBatch;
  readonly #limited: LimitedViews;
  readonly #sent: SentVideos;
  readonly #quality: QualityGovernor;
  readonly #watch: PathWatch;
  readonly #flow: FlowWatch;
  readonly #outflow: OutflowCheck;
  readonly #stopListening: () => void;
  #prepared: PreparedMedia | null = null;
  #pair: TransportPair | null = null;
  #received: Promise<void> = Promise.resolve();
  #cancelRetry: () => void = () => undefined;
  /** Grows with each opening: an answer that was overtaken is dropped. */
  #opening = 0;
  /** Grows with each restart of ICE: the server knows the parameters of the last one only. */
  #restart = 0;
  /** Restarts of ICE that the server has not answered yet. */
  #asking = 0;
  /** From the loss of the connection until its resume, nothing is heard. */
  #isAway = false;
  #closed = false;

  constructor(deps: MediaSessionDeps) {
    this.#deps = deps;
    const { caller, clock, localMedia } = deps;
    this.#views = new ViewBatch(clock, (views) => caller.call('media:setViews', { views }));
    this.#audio = new RemoteAudio(localMedia.store.getState().chosenSpeaker, (isBlocked) =>
      deps.onAudioBlocked(isBlocked),
    );
    this.#stopListening = localMedia.store.subscribe(({ chosenSpeaker }) =>
      this.#audio.setSpeaker(chosenSpeaker),
    );
    this.#limited = new LimitedViews({
      batch: this.#views,
      onHeld: (consumerId, isHeld) => this.#subscriber.setTooMuch(consumerId, isHeld),
    });
    const pulse = new Pulse(clock);
    this.#videos = new RemoteVideos({
      clock,
      pulse,
      onState: (participantId, source, state) => deps.onRemoteVideo(participantId, source, state),
      onSize: (consumerId, source, size) => this.#limited.set({ consumerId, source, ...size }),
      onStalled: (consumerId) => void this.#subscriber.askKeyFrame(consumerId),
    });
    this.#levels = new RemoteLevels(pulse);
    this.#subscriber = new Subscriber({
      caller,
      audio: this.#audio,
      videos: this.#videos,
      levels: this.#levels,
      views: this.#limited,
    });
    this.#sent = new SentVideos({ caller, clock });
    this.#refusals = new RefusalDelay(clock, (source, error) => deps.onRefused(source, error));
    this.#publisher = new Publisher({
      caller,
      videos: this.#sent,
      localMedia,
      onRefused: (source, error) => this.#refusals.handle(source, error),
      onTakenAway: (source) => deps.onTakenAway(source),
    });
    this.#quality = new QualityGovernor({
      clock,
      transports: () => this.#pair,
      isSharing: () => localMedia.store.getState().screen.kind === 'on',
      videos: this.#sent,
      views: this.#limited,
      onOwnHold: (source, reason) => deps.onOwnHold(source, reason),
    });
    this.#watch = new PathWatch({
      clock,
      // Without transports yet, they are about to be.
      states: () => this.#pair?.states ?? ['connecting'],
      isAsking: () => this.#asking > 0,
      onHealth: ({ kind }) => deps.onPath(kind),
      onRemedy: (remedy) => this.#remedy(remedy),
    });
    this.#flow = new FlowWatch({
      clock,
      pulse,
      transport: () => this.#pair?.recv ?? null,
      flows: () => this.#subscriber.flows,
      remedy: (times) => this.#mendSilence(times),
      onBlocked: () => this.#watch.dispatch({ kind: 'silent' }),
      onFlow: () => this.#handleFlow(),
    });
    this.#outflow = new OutflowCheck({
      clock,
      transport: () => this.#pair?.send ?? null,
      onUnheard: () => void this.restartIce(),
    });
  }

  /** @returns what a join carries; null when the browser could not be prepared before it */
  async offer(): Promise<MediaOffer | null> {
    // A browser without WebRTC still chats: it joins without media.
    this.#prepared ??= await this.#deps.prepared.catch(() => null);
    return this.#prepared ? toMediaOffer(this.#prepared) : null;
  }

  /** When what the latest answer brings can come in, or cannot; of a first answer when its path is open. Soon in any case. */
  whenReceiving(): Promise<void> {
    return within(this.#deps.clock, HEAD_START_LIMIT_MS, this.#received);
  }

  /** Takes up the transports and consumers of a join or of `media:open`. */
  handleAnswer(answer: MediaAnswer | null): void {
    if (this.#closed) return;
    // Without an offer there is no answer: now is the time to make one.
    if (!this.#prepared) return this.#reopen();
    this.#opening += 1;
    this.#isAway = false;
    this.#cancelRetry();
    this.#flow.unpause();
    this.#drop();
    if (answer) this.#use(answer, this.#prepared);
    else this.#handleUnavailable();
  }

  /** Media flow though the server could not be asked: a restart of ICE could only disturb them [S2]. */
  get keepsPath(): boolean {
    const states = this.#pair?.states ?? [];
    const isSound = states.length > 0 && seeTransports(states) === 'fine';
    return isSound && this.#flow.isFlowing;
  }

  /**
   * The session came back over a new socket, its transports with it [S2].
   * @param keepsPath as it was asked for
   */
  handleResumed(media: Resumed['media'], keepsPath: boolean): void {
    if (this.#closed) return;
    const pair = this.#pair;
    // Over a connection that held, each change was told as it came, and may be newer than this answer.
    const producers = this.#isAway ? media?.producers : undefined;
    this.#isAway = false;
    this.#flow.forget();
    this.#quality.handlePathBack();
    if (!media || !pair?.isOf(media) || this.#publisher.hasLostAnswers) {
      // The new transports carry what the devices are, so these must know first who was muted.
      if (producers) this.#publisher.takeOver(producers);
      this.#reopen();
      return;
    }
    this.#watch.thaw();
    this.#watch.dispatch({ kind: 'opened' });
    this.#watch.look();
    if (keepsPath) void this.#outflow.start();
    else {
      this.#restart += 1;
      void pair.restartIce(media);
    }
    void this.#subscriber.sync(media.consumers);
    this.#views.resendAll();
    if (producers) this.#publisher.handleReconnected(producers);
  }

  handleDisconnected(): void {
    this.#isAway = true;
    this.#flow.pause();
    this.#outflow.cancel();
    this.#watch.freeze();
    this.#cancelRetry();
  }

  handleEvent(event: ServerEvent): void {
    if (this.#closed) return;
    switch (event.name) {
      case 'media:consumersAdded':
        void this.#subscriber.add(event.payload.consumers);
        return;
      case 'media:consumersClosed':
        return this.#subscriber.remove(event.payload.consumerIds);
      case 'meeting:rosterChanged':
        return this.#subscriber.handleRoster(event.payload);
      case 'media:consumerHeld':
        return this.#subscriber.setHeld(event.payload.consumerId, event.payload.reason);
      case 'media:layersWanted':
        return this.#sent.handleWanted(event.payload.producerId, event.payload.maxSpatialLayer);
      case 'media:producerClosed':
        return this.#publisher.handleProducerClosed(event.payload.producerId);
      case 'media:reset':
        return this.#reopen();
      default:
        // The rest is not about media, or is shown by the store as it comes.
        return;
    }
  }

  /**
   * The network path may have changed: look for a new one over the same transports [M10].
   * @returns whether that is under way
   */
  async restartIce(): Promise<boolean> {
    const pair = this.#pair;
    if (!pair) return false;
    const restart = (this.#restart += 1);
    const isCurrent = () => pair === this.#pair && restart === this.#restart;
    this.#asking += 1;
    try {
      const fresh = await this.#deps.caller
        .call('media:restartIce', {})
        .finally(() => (this.#asking -= 1));
      if (!isCurrent()) return false;
      if (!pair.isOf(fresh)) throw new AppError('not_found', 'These transports were superseded.');
      await pair.restartIce(fresh);
      return true;
    } catch (error) {
      // Otherwise the limit of the path's health goes on and leads to the next remedy.
      if (isCurrent() && isForgotten(error)) this.#watch.dispatch({ kind: 'restartRefused' });
      return false;
    }
  }

  /** New transports, on a person's word. */
  retry(): void {
    this.#flow.forget();
    this.#reopen();
  }

  unblockAudio(): Promise<void> {
    return this.#audio.unblock();
  }

  /** @returns detaches */
  attachVideo(participantId: string, source: VideoSource, element: HTMLVideoElement): () => void {
    return this.#videos.attach(participantId, source, element);
  }

  /** @returns unsubscribes */
  subscribeLevel(participantId: string, listener: (level: number) => void): () => void {
    return this.#levels.subscribe(participantId, listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#opening += 1;
    this.#cancelRetry();
    this.#stopListening();
    this.#watch.close();
    this.#flow.close();
    this.#quality.close();
    this.#publisher.close();
    this.#drop();
    this.#views.close();
    this.#videos.close();
    this.#audio.close();
    this.#levels.close();
  }

  #use(answer: MediaAnswer, prepared: PreparedMedia): void {
    this.#deps.onTargets(toMediaTargets(answer));
    const pair = new TransportPair({
      caller: this.#deps.caller,
      prepared,
      answer,
      onStates: () => pair === this.#pair && this.#watch.look(),
    });
    this.#pair = pair;
    this.#watch.thaw();
    this.#watch.dispatch({ kind: 'opened' });
    this.#subscriber.setTransport(pair.recv);
    // Both ways at once would delay each other: what one sees of the others comes first, of a first answer all of it.
    const isJoin = this.#opening === 1 && answer.consumers.length > 0;
    this.#received = this.#subscriber
      .add(answer.consumers)
      .then(() => (isJoin ? pair.whenReceiving(this.#deps.clock) : undefined))
      .then(() => {
        if (pair === this.#pair) this.#publisher.setTransport(pair.send, prepared.device);
      });
    // With nothing to send and nothing to receive there is nothing to wait for.
    if (answer.consumers.length === 0 && !this.#publisher.isPublishing) this.#watch.look();
  }

  #reopen(): void {
    this.#watch.thaw();
    this.#watch.dispatch({ kind: 'reopening' });
    this.#openAnew();
  }

  #openAnew(): void {
    const opening = ++this.#opening;
    this.#cancelRetry();
    this.#drop();
    void this.#open(opening);
  }

  async #open(opening: number): Promise<void> {
    try {
      await this.#prepare();
      const offer = await this.offer();
      if (!offer || opening !== this.#opening) return;
      await this.#deps.caller.call('media:open', offer, (answer) => {
        if (opening === this.#opening) this.handleAnswer(answer);
      });
    } catch {
      // Lost connections are followed by a resume, which opens again; a missing node by a retry.
      if (opening === this.#opening) this.#handleUnavailable();
    }
  }

  /** Without the lobby's help the server is asked what its routers can, by an offer of nothing. */
  async #prepare(): Promise<void> {
    if ((await this.offer()) !== null) return;
    const { routerRtpCapabilities } = await this.#deps.caller.call('media:open', {
      rtpCapabilities: {},
    });
    this.#prepared = await prepareMedia(routerRtpCapabilities);
  }

  #handleUnavailable(): void {
    this.#watch.freeze();
    this.#deps.onPath('unavailable');
    this.#cancelRetry = this.#deps.clock.after(UNAVAILABLE_RETRY_MS, () => this.#reopen());
  }

  #remedy(remedy: PathRemedy): void {
    if (remedy === 'restartIce') void this.restartIce();
    else this.#openAnew();
  }

  /** Each silence in a row gets a stronger answer; in the end the person is told and decides. */
  #mendSilence(times: number): Promise<boolean> {
    if (times === 1) return this.restartIce();
    this.#reopen();
    return Promise.resolve(true);
  }

  #handleFlow(): void {
    this.#watch.dispatch({ kind: 'flowing' });
    this.#quality.handlePathBack();
    // What was on its way when the path broke is missing from every picture.
    this.#videos.askForKeyFrames();
  }

  #drop(): void {
    const pair = this.#pair;
    this.#pair = null;
    this.#outflow.cancel();
    this.#refusals.forget();
    // Transports first: consumers closed one by one would negotiate each goodbye.
    pair?.close();
    this.#publisher.setTransport(null, null);
    this.#subscriber.setTransport(null);
  }
}
