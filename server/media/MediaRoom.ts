import type {
  ConsumerOptions,
  DtlsParameters,
  MediaAnswer,
  MediaOffer,
  MediaSource,
  ProducerHold,
  View,
} from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { FoundPeer, FoundRoom } from './findRoom.ts';
import { Forwarding } from './Forwarding.ts';
import type { MediaLog, PeerProducer, ProduceInput, RestoredRoom, TransportIce } from './Media.ts';
import type { MediaConsumer } from './MediaConsumer.ts';
import { MediaPeer } from './MediaPeer.ts';
import { MediaProducer } from './MediaProducer.ts';
import { openTransports } from './openTransports.ts';
import { toPeerLabel } from './peerLabel.ts';
import { Publishing } from './Publishing.ts';
import { RoomMonitor } from './RoomMonitor.ts';
import type { RoomNode } from './RoomNode.ts';
import type { TellMedia } from './tellMedia.ts';
import { WantedLayers } from './WantedLayers.ts';

export interface MediaRoomOptions {
  id: string;
  node: RoomNode;
  log: MediaLog;
  tell: TellMedia;
  /** The last peer has gone. */
  handleEmpty: (room: MediaRoom) => void;
}

export type RoomAnswer = Pick<
  MediaAnswer,
  'sendTransport' | 'recvTransport' | 'isDtlsConnected' | 'consumers'
>;

/** The peers of one room on one node. A room that is opened anew is another of these. */
export class MediaRoom {
  readonly id: string;
  readonly monitor: RoomMonitor;
  readonly #node: RoomNode;
  readonly #log: MediaLog;
  readonly #tell: TellMedia;
  readonly #handleEmpty: (room: MediaRoom) => void;
  readonly #peers = new Map<string, MediaPeer>();
  readonly #forwarding: Forwarding;
  readonly #publishing: Publishing;
  readonly #wanted: WantedLayers;
  #isLost = false;

  constructor({ id: roomId, node, log, tell, handleEmpty }: MediaRoomOptions) {
    this.id = roomId;
    this.#node = node;
    this.#log = log;
    this.#tell = tell;
    this.#handleEmpty = handleEmpty;
    this.#forwarding = new Forwarding({
      node,
      log,
      tellAdded: (viewer, consumers) =>
        tell('consumersAdded', { roomId, peerId: viewer.id, consumers }),
      tellClosed: (viewer, consumerIds) =>
        tell('consumersClosed', { roomId, peerId: viewer.id, consumerIds }),
      handleViewers: (producer) => this.#wanted.look(producer),
      handleUnpublished: (producer) => this.#wanted.forget(producer),
    });
    const forwarding = this.#forwarding;
    this.#wanted = new WantedLayers({
      consumersFrom: (producer) => forwarding.consumersFrom(producer),
      tell: ({ id: producerId, owner, maxLayer: maxSpatialLayer }) =>
        tell('layersWanted', { roomId, peerId: owner.id, producerId, maxSpatialLayer }),
    });
    const tellHeld = (consumer: MediaConsumer) => this.#tellHeld(consumer);
    this.#publishing = new Publishing({ roomId, node, forwarding, tellHeld, tell });
    this.monitor = new RoomMonitor({
      roomId,
      forwarding,
      findOwner: (transportId) => [...this.#peers.values()].find((peer) => peer.owns(transportId)),
      handleHeld: (consumer, isHeld, isTry) => this.#hold(consumer, isHeld, isTry),
      handleStarved: (consumer, isStarved) => this.#starve(consumer, isStarved),
      tell,
    });
  }

  get nodeRoomId(): string {
    return this.#node.roomId;
  }

  /**
   * Supersedes what this peer had: an opening of it that is still on its way is rejected.
   * @throws AppError `media_unavailable` when the room was lost meanwhile, else as mediasoup refuses
   */
  async openPeer(peerId: string, offer: MediaOffer): Promise<RoomAnswer> {
    const before = this.#peers.get(peerId);
    const peer = new MediaPeer(peerId);
    // Set first, so that the room is at no moment empty.
    this.#peers.set(peerId, peer);
    if (before) this.#drop(before);
    try {
      await this.#node.opened;
      const { send, recv } = await openTransports(this.#node, peer, offer);
      const ice = { send: send.iceParameters, recv: recv.iceParameters };
      peer.startLinking({ send: send.id, recv: recv.id }, ice);
      await this.#forwarding.addViewer(peer);
      // Without waiting from here on: what comes later is told as news.
      peer.open();
      this.monitor.handleOpen();
      return {
        sendTransport: send,
        recvTransport: recv,
        isDtlsConnected: offer.dtls !== undefined,
        consumers: this.peerConsumers(peerId),
      };
    } catch (error) {
      this.#drop(peer);
      if (!this.#isLost) throw error;
      // Whatever was refused was refused because it had gone with the worker.
      throw new AppError(
        'media_unavailable',
        'The media worker has stopped. Try again in a moment.',
        { cause: error },
      );
    }
  }

  async connectTransport(
    peerId: string,
    transportId: string,
    dtlsParameters: DtlsParameters,
  ): Promise<void> {
    if (!this.#peer(peerId).owns(transportId)) {
      throw new AppError('media_rejected', 'This session has no such transport.');
    }
    const { roomId } = this.#node;
    await this.#node.run('transport:connect', { roomId, transportId, dtlsParameters });
  }

  async restartIce(peerId: string): Promise<{ send: TransportIce; recv: TransportIce }> {
    const { roomId } = this.#node;
    const restart = async (transportId: string): Promise<TransportIce> => ({
      transportId,
      iceParameters: await this.#node.run('transport:restartIce', { roomId, transportId }),
    });
    const peer = this.#peer(peerId);
    const { send, recv } = peer.transports;
    const [sending, receiving] = await Promise.all([restart(send), restart(recv)]);
    peer.handleIce({ send: sending.iceParameters, recv: receiving.iceParameters });
    return { send: sending, recv: receiving };
  }

  peerIce(peerId: string): { send: TransportIce; recv: TransportIce } | null {
    const peer = this.#peers.get(peerId);
    if (!peer?.isOpen) return null;
    const { transports, ice } = peer;
    return {
      send: { transportId: transports.send, iceParameters: ice.send },
      recv: { transportId: transports.recv, iceParameters: ice.recv },
    };
  }

  notePeer(peerId: string, note: string): void {
    const peer = this.#peers.get(peerId);
    if (!peer?.isOpen) return;
    const { send, recv } = peer.transports;
    const label = toPeerLabel({ peerId, note });
    for (const transportId of [send, recv]) this.#node.label(transportId, label);
  }

  /** Takes up what another server has left; without waiting, so that no news of it finds it half there. */
  adopt(found: FoundRoom): RestoredRoom {
    const peers = found.peers.map((one) => ({ one, peer: this.#adoptPeer(one) }));
    const producers = found.producers.flatMap(({ producerId, transportId, scores, ...input }) => {
      const owner = peers.find(({ one }) => one.send.transportId === transportId)?.peer;
      if (!owner) return [];
      const producer = new MediaProducer(producerId, owner, input);
      producer.scores = scores;
      return [producer];
    });
    this.#forwarding.adopt(
      producers,
      peers.map(({ peer }) => peer),
    );
    for (const { one, peer } of peers) {
      for (const consumer of one.consumers) this.#forwarding.adoptConsumer(peer, consumer);
      this.#publishing.tellSources(peer);
    }
    for (const producer of producers) this.#wanted.adopt(producer);
    void this.#forwarding.complete();
    const { speakerProducerId: producerId } = found;
    this.monitor.handleSpeaker({ roomId: this.#node.roomId, producerId });
    const speaker = producers.find(({ id }) => id === producerId);
    return {
      roomId: this.id,
      activeSpeakerId: speaker?.owner.id ?? null,
      peers: peers.map(({ one: { peerId, note }, peer: { sources } }) => ({
        peerId,
        note,
        sources,
      })),
    };
  }

  #adoptPeer({ peerId, send, recv }: FoundPeer): MediaPeer {
    const peer = new MediaPeer(peerId);
    const transports = { send: send.transportId, recv: recv.transportId };
    peer.startLinking(transports, { send: send.iceParameters, recv: recv.iceParameters });
    peer.open();
    for (const { transportId, isPathLost } of [send, recv]) {
      peer.handlePath(transportId, isPathLost);
    }
    this.#peers.set(peerId, peer);
    return peer;
  }

  peerConsumers(peerId: string): ConsumerOptions[] {
    const peer = this.#peers.get(peerId);
    return peer ? this.#forwarding.consumersOf(peer).map(({ options }) => options) : [];
  }

  peerProducers(peerId: string): PeerProducer[] {
    const peer = this.#peers.get(peerId);
    const own = peer ? this.#forwarding.producersOf(peer) : [];
    return own.map(({ id: producerId, source, isPaused, maxLayer, isAudio }) => ({
      producerId,
      source,
      isPaused,
      ...(!isAudio && { maxSpatialLayer: maxLayer }),
    }));
  }

  isPeerOpen(peerId: string): boolean {
    return this.#peers.get(peerId)?.isOpen ?? false;
  }

  async produce(peerId: string, input: ProduceInput): Promise<{ producerId: string }> {
    return this.#publishing.start(this.#peer(peerId), input);
  }

  async setProducerPaused(peerId: string, producerId: string, isPaused: boolean): Promise<void> {
    await this.#publishing.setPaused(this.#peer(peerId), producerId, isPaused);
  }

  async setProducerHeld(
    peerId: string,
    producerId: string,
    hold: ProducerHold | null,
  ): Promise<void> {
    await this.#publishing.setHeld(this.#peer(peerId), producerId, hold);
  }

  async closeProducer(peerId: string, producerId: string): Promise<void> {
    await this.#publishing.close(this.#peer(peerId), producerId);
  }

  async pauseSource(peerId: string, source: MediaSource): Promise<void> {
    const peer = this.#peers.get(peerId);
    if (peer) await this.#publishing.pauseSource(peer, source);
  }

  async closeSource(peerId: string, source: MediaSource): Promise<void> {
    const peer = this.#peers.get(peerId);
    if (peer) await this.#publishing.closeSource(peer, source);
  }

  async resumeConsumers(peerId: string, consumerIds: readonly string[]): Promise<void> {
    const peer = this.#peer(peerId);
    const known = new Set(consumerIds.flatMap((id) => this.#consumer(peer, id) ?? []));
    const changes = [...known].map((consumer) => this.#orGone(consumer, consumer.handleReady()));
    this.monitor.handleViews(peer);
    await Promise.all(changes);
  }

  async setViews(peerId: string, views: readonly View[]): Promise<void> {
    const peer = this.#peer(peerId);
    // Of what is said twice only the last counts.
    const latest = new Map(views.map((view) => [view.consumerId, view]));
    const changes = [...latest.values()].flatMap((view) => {
      const consumer = this.#consumer(peer, view.consumerId);
      if (!consumer) return [];
      const change = this.#orGone(consumer, consumer.show(view));
      this.#wanted.look(consumer.producer);
      return [change];
    });
    this.monitor.handleViews(peer);
    await Promise.all(changes);
  }

  closePeer(peerId: string): void {
    const peer = this.#peers.get(peerId);
    if (peer) this.#drop(peer);
  }

  /** Its worker has died: nothing is left to close, and nobody sees or hears anybody. */
  handleLoss(): void {
    this.#isLost = true;
    const peers = [...this.#peers.values()];
    this.#end();
    for (const peer of peers) this.#publishing.forget(peer);
  }

  /** This server stops: what the node holds is the next one's. */
  release(): void {
    this.#end();
  }

  close(): void {
    this.#end();
    this.#node.end('room:close', { roomId: this.#node.roomId });
  }

  #end(): void {
    for (const peer of this.#peers.values()) peer.close();
    this.#peers.clear();
    this.monitor.close();
    this.#wanted.close();
  }

  /** @throws AppError `media_rejected` */
  #peer(peerId: string): MediaPeer {
    const peer = this.#peers.get(peerId);
    if (!peer) throw new AppError('media_rejected', 'The media of this session is not open.');
    return peer;
  }

  #consumer(viewer: MediaPeer, consumerId: string): MediaConsumer | undefined {
    const consumer = this.#forwarding.consumer(consumerId);
    return consumer?.viewer === viewer ? consumer : undefined;
  }

  #hold(consumer: MediaConsumer, isHeld: boolean, isTry: boolean): void {
    this.#orGone(consumer, consumer.setHeld(isHeld, isTry)).catch((err: unknown) => {
      this.#log.warn({ err, viewer: consumer.viewer.id }, 'a video could not be held or let go');
    });
    this.#tellHeld(consumer);
    this.#wanted.look(consumer.producer);
  }

  #starve(consumer: MediaConsumer, isStarved: boolean): void {
    if (consumer.isStarved !== isStarved) {
      consumer.isStarved = isStarved;
      this.#tellHeld(consumer);
    }
    if (!isStarved) return;
    this.#orGone(consumer, consumer.askForLayer()).catch((err: unknown) => {
      this.#log.warn({ err, viewer: consumer.viewer.id }, 'no layer could be asked for');
    });
  }

  #tellHeld({ id: consumerId, viewer, heldBecause: reason }: MediaConsumer): void {
    if (!viewer.isOpen) return;
    this.#tell('consumerHeld', { roomId: this.id, peerId: viewer.id, consumerId, reason });
  }

  /** A consumer that was closed while the client asked something of it is no error of the client's. */
  async #orGone(consumer: MediaConsumer, change: Promise<void>): Promise<void> {
    try {
      await change;
    } catch (error) {
      if (this.#forwarding.consumer(consumer.id)) throw error;
    }
  }

  #drop(peer: MediaPeer): void {
    if (peer.isClosed) return;
    const transports = peer.close();
    const isCurrent = this.#peers.get(peer.id) === peer;
    if (isCurrent) this.#peers.delete(peer.id);
    this.#forwarding.removeViewer(peer);
    this.#publishing.forget(peer);
    this.monitor.forget(peer);
    const { roomId } = this.#node;
    for (const transportId of transports)
      this.#node.end('transport:close', { roomId, transportId });
    if (this.#peers.size === 0) this.#handleEmpty(this);
  }
}
