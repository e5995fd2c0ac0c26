import type {
  ConsumerOptions,
  DtlsParameters,
  IceServer,
  MediaAnswer,
  MediaOffer,
  MediaSource,
  ProducerHold,
  RtpCapabilities,
  View,
} from '../../shared/contracts/index.ts';
import type { NodeCommandOutput } from '../../shared/contracts/mediaNode.ts';
import { AppError } from '../../shared/errors.ts';
import { Emitter } from '../../shared/media-node/index.ts';
import type {
  IceRestart,
  Media,
  MediaEvents,
  MediaLog,
  PeerProducer,
  ProduceInput,
  RestoredRoom,
} from './Media.ts';
import { findRoom } from './findRoom.ts';
import { inTime } from './inTime.ts';
import { MediaRoom } from './MediaRoom.ts';
import type { RoomAnswer } from './MediaRoom.ts';
import type { NodeDriver } from './NodeDriver.ts';
import { Openings } from './Openings.ts';
import type { Opening } from './Openings.ts';
import { RoomNode } from './RoomNode.ts';

/** Each that fails has seen a worker die. */
const OPENING_TRIES = 3;

// By [R2] a client takes its connection for lost after 10 s without an answer, and doubts it after 1.5 s.
/** Comes in without media then. A crowd of hundreds at once takes a node seconds as well, and is let in with them. */
const OPEN_LIMIT_MS = 7_000;
/** What is told as news when it is done, or asked again anyway. */
const PROMPT_LIMIT_MS = 1_200;
const CHANGE_LIMIT_MS = 5_000;
/** Nobody is let in meanwhile. A room of hundreds takes a node seconds to tell; a link that is dead is given up after 10 s. */
const RESTORE_LIMIT_MS = 15_000;

export interface MediaServerOptions {
  node: NodeDriver;
  iceServers: (peerId: string) => IceServer[];
  log: MediaLog;
}

/** All rooms, on the one node that this server has. A room exists while it has peers. */
export class MediaServer implements Media {
  readonly #node: NodeDriver;
  readonly #iceServers: (peerId: string) => IceServer[];
  readonly #log: MediaLog;
  readonly #events: Emitter<MediaEvents>;
  readonly #rooms = new Map<string, MediaRoom>();
  readonly #roomsByNodeId = new Map<string, MediaRoom>();
  readonly #openings = new Openings();
  /** Rooms whose peers are to ask for their media (again) as soon as a worker is up [M8]. */
  readonly #resets = new Set<string>();

  constructor({ node, iceServers, log }: MediaServerOptions) {
    this.#node = node;
    this.#iceServers = iceServers;
    this.#log = log;
    this.#events = new Emitter((err) => log.error({ err }, 'a listener to media failed'));
    this.#listen();
  }

  get routerRtpCapabilities(): RtpCapabilities {
    return this.#node.rtpCapabilities;
  }

  health(): 'up' | 'down' {
    return this.#node.liveWorkers > 0 ? 'up' : 'down';
  }

  async openPeer(roomId: string, peerId: string, offer: MediaOffer): Promise<MediaAnswer> {
    const { routerRtpCapabilities } = this;
    const opening = this.#openings.begin(roomId, peerId);
    try {
      const answer = await inTime(this.#openPeer(opening, offer), OPEN_LIMIT_MS, () => {
        // Superseded: what there is belongs to another opening.
        if (!this.#openings.isPending(opening)) throw closedMeanwhile();
        this.closePeer(roomId, peerId);
        this.#awaitReset(roomId);
        throw unavailable();
      });
      return { routerRtpCapabilities, iceServers: this.#iceServers(peerId), ...answer };
    } finally {
      this.#openings.end(opening);
    }
  }

  async connectTransport(
    roomId: string,
    peerId: string,
    transportId: string,
    dtlsParameters: DtlsParameters,
  ): Promise<void> {
    const connecting = this.#room(roomId).connectTransport(peerId, transportId, dtlsParameters);
    await inTime(connecting, CHANGE_LIMIT_MS, refuse);
  }

  async restartIce(roomId: string, peerId: string): Promise<IceRestart> {
    const restarting = this.#room(roomId).restartIce(peerId);
    const restarted = await inTime(restarting, PROMPT_LIMIT_MS, refuse);
    return { ...restarted, iceServers: this.#iceServers(peerId) };
  }

  peerIce(roomId: string, peerId: string): IceRestart | null {
    const ice = this.#rooms.get(roomId)?.peerIce(peerId);
    return ice ? { ...ice, iceServers: this.#iceServers(peerId) } : null;
  }

  notePeer(roomId: string, peerId: string, note: string): void {
    this.#rooms.get(roomId)?.notePeer(peerId, note);
  }

  async restore(): Promise<RestoredRoom[]> {
    if (this.health() === 'down') return [];
    const describing = this.#node.run('node:describe', {});
    const { rooms } = await inTime(describing, RESTORE_LIMIT_MS, () => {
      void this.#closeForeign(describing);
      throw unavailable();
    });
    const restored = await Promise.all(rooms.map((room) => this.#restoreRoom(room)));
    return restored.filter((room) => room !== null);
  }

  peerConsumers(roomId: string, peerId: string): ConsumerOptions[] {
    return this.#rooms.get(roomId)?.peerConsumers(peerId) ?? [];
  }

  peerProducers(roomId: string, peerId: string): PeerProducer[] {
    return this.#rooms.get(roomId)?.peerProducers(peerId) ?? [];
  }

  isPeerOpen(roomId: string, peerId: string): boolean {
    return this.#rooms.get(roomId)?.isPeerOpen(peerId) ?? false;
  }

  async produce(
    roomId: string,
    peerId: string,
    input: ProduceInput,
  ): Promise<{ producerId: string }> {
    const room = this.#room(roomId);
    const producing = room.produce(peerId, input);
    return inTime(producing, CHANGE_LIMIT_MS, () => {
      // Its owner never learns of it, and would not ask again.
      producing
        .then(({ producerId }) => room.closeProducer(peerId, producerId))
        .then(() => this.#events.emit('peerReset', { roomId, peerId }))
        .catch((err: unknown) => this.#log.info({ err }, 'a late stream was not there to close'));
      return refuse();
    });
  }

  async setProducerPaused(
    roomId: string,
    peerId: string,
    producerId: string,
    isPaused: boolean,
  ): Promise<void> {
    const changing = this.#room(roomId).setProducerPaused(peerId, producerId, isPaused);
    await inTime(changing, CHANGE_LIMIT_MS, refuse);
  }

  async setProducerHeld(
    roomId: string,
    peerId: string,
    producerId: string,
    hold: ProducerHold | null,
  ): Promise<void> {
    const changing = this.#room(roomId).setProducerHeld(peerId, producerId, hold);
    await inTime(changing, CHANGE_LIMIT_MS, refuse);
  }

  async closeProducer(roomId: string, peerId: string, producerId: string): Promise<void> {
    const closing = this.#room(roomId).closeProducer(peerId, producerId);
    await inTime(closing, CHANGE_LIMIT_MS, refuse);
  }

  async pauseSource(
    roomId: string,
    peerId: string,
    source: MediaSource,
    handlePaused: () => void = () => undefined,
  ): Promise<void> {
    const pausing = this.#rooms.get(roomId)?.pauseSource(peerId, source) ?? Promise.resolve();
    await inTime(pausing.then(handlePaused), CHANGE_LIMIT_MS, refuse);
  }

  async closeSource(roomId: string, peerId: string, source: MediaSource): Promise<void> {
    const closing = this.#rooms.get(roomId)?.closeSource(peerId, source);
    // Nothing can refuse it: it waits for what the owner has asked before.
    if (closing) await inTime(closing, PROMPT_LIMIT_MS, () => undefined);
  }

  async resumeConsumers(
    roomId: string,
    peerId: string,
    consumerIds: readonly string[],
  ): Promise<void> {
    const resuming = this.#room(roomId).resumeConsumers(peerId, consumerIds);
    await inTime(resuming, PROMPT_LIMIT_MS, () => undefined);
  }

  async setViews(roomId: string, peerId: string, views: readonly View[]): Promise<void> {
    const viewing = this.#room(roomId).setViews(peerId, views);
    await inTime(viewing, PROMPT_LIMIT_MS, () => undefined);
  }

  closePeer(roomId: string, peerId: string): void {
    this.#openings.cancelPeer(roomId, peerId);
    this.#rooms.get(roomId)?.closePeer(peerId);
  }

  closeRoom(roomId: string): void {
    this.#resets.delete(roomId);
    this.#openings.cancelRoom(roomId);
    const room = this.#rooms.get(roomId);
    if (!room) return;
    this.#forget(room);
    room.close();
  }

  async close(): Promise<void> {
    for (const room of this.#rooms.values()) room.release();
    this.#rooms.clear();
    this.#roomsByNodeId.clear();
    this.#resets.clear();
    await this.#node.close();
  }

  on<E extends keyof MediaEvents>(event: E, listener: (payload: MediaEvents[E]) => void): void {
    this.#events.on(event, listener);
  }

  off<E extends keyof MediaEvents>(event: E, listener: (payload: MediaEvents[E]) => void): void {
    this.#events.off(event, listener);
  }

  #listen(): void {
    const monitorOf = (event: { roomId: string }) => this.#roomsByNodeId.get(event.roomId)?.monitor;
    this.#node.on('producer:scored', (event) => monitorOf(event)?.handleProducerScore(event));
    this.#node.on('consumer:scored', (event) => monitorOf(event)?.handleConsumerScore(event));
    this.#node.on('consumer:layerChanged', (event) => monitorOf(event)?.handleLayer(event));
    this.#node.on('room:speakerChanged', (event) => monitorOf(event)?.handleSpeaker(event));
    this.#node.on('transport:stateChanged', (event) =>
      monitorOf(event)?.handleTransportState(event),
    );
    this.#node.on('transport:bandwidthMeasured', (event) =>
      monitorOf(event)?.handleBandwidth(event),
    );
    this.#node.on('node:roomsLost', ({ roomIds }) => this.#handleLoss(roomIds));
    this.#node.on('node:workersChanged', () => this.#tellResets());
  }

  async #openPeer(opening: Opening, offer: MediaOffer): Promise<RoomAnswer> {
    const { roomId, peerId } = opening;
    for (let attempt = 1; ; attempt++) {
      const room = this.#rooms.get(roomId) ?? this.#createRoom(roomId);
      try {
        return await room.openPeer(peerId, offer);
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        if (!this.#openings.isPending(opening)) throw closedMeanwhile(error);
        if (this.health() === 'down' || attempt === OPENING_TRIES) {
          this.#awaitReset(roomId);
          throw error;
        }
        // The room's worker died under it, and there is another.
      }
    }
  }

  /** @returns null for a room that nobody is in, or that has gone meanwhile */
  async #restoreRoom(described: { roomId: string; label: string | null }) {
    const { roomId: nodeRoomId, label: roomId } = described;
    const node = RoomNode.adopt(this.#node, this.#log, nodeRoomId);
    try {
      const found = await inTime(findRoom(node), RESTORE_LIMIT_MS, refuse);
      if (roomId !== null && !this.#rooms.has(roomId) && found.peers.length > 0) {
        return this.#createRoom(roomId, node).adopt(found);
      }
    } catch (err) {
      this.#log.warn({ err, roomId }, 'a room could not be taken up');
    }
    node.end('room:close', { roomId: nodeRoomId });
    return null;
  }

  /** Told too late to be taken up: whoever was in them has been let in anew by now, or will be. */
  async #closeForeign(describing: Promise<NodeCommandOutput<'node:describe'>>): Promise<void> {
    try {
      const { rooms } = await describing;
      const foreign = rooms.filter(({ roomId }) => !this.#roomsByNodeId.has(roomId));
      for (const { roomId } of foreign) {
        RoomNode.adopt(this.#node, this.#log, roomId).end('room:close', { roomId });
      }
      this.#log.info(
        { rooms: foreign.length },
        'the media node goes on: rooms of before are closed',
      );
    } catch (err) {
      // It closes them itself when it is linked again.
      this.#log.info({ err }, 'the media node did not say any more what it holds');
    }
  }

  #createRoom(roomId: string, node = RoomNode.open(this.#node, this.#log, roomId)): MediaRoom {
    const room = new MediaRoom({
      id: roomId,
      node,
      log: this.#log,
      tell: (event, payload) => this.#events.emit(event, payload),
      handleEmpty: () => {
        this.#forget(room);
        room.close();
      },
    });
    this.#rooms.set(roomId, room);
    this.#roomsByNodeId.set(room.nodeRoomId, room);
    return room;
  }

  #forget(room: MediaRoom): void {
    this.#roomsByNodeId.delete(room.nodeRoomId);
    if (this.#rooms.get(room.id) === room) this.#rooms.delete(room.id);
  }

  /** @throws AppError `media_rejected` */
  #room(roomId: string): MediaRoom {
    const room = this.#rooms.get(roomId);
    if (!room) throw new AppError('media_rejected', 'The media of this session is not open.');
    return room;
  }

  #handleLoss(nodeRoomIds: readonly string[]): void {
    for (const nodeRoomId of nodeRoomIds) {
      const room = this.#roomsByNodeId.get(nodeRoomId);
      if (!room) continue;
      this.#forget(room);
      room.handleLoss();
      this.#resets.add(room.id);
    }
    this.#tellResets();
  }

  /**
   * Told when the worker that is missing has been replaced. A room that others are in goes on: whoever could
   * not be let in asks again.
   */
  #awaitReset(roomId: string): void {
    if (!this.#rooms.has(roomId)) this.#resets.add(roomId);
  }

  #tellResets(): void {
    if (this.health() === 'down') return;
    for (const roomId of [...this.#resets]) {
      this.#resets.delete(roomId);
      this.#events.emit('roomReset', { roomId });
    }
  }
}

/** It is carried out all the same, and what it changes is told then. */
function refuse(): never {
  throw unavailable();
}

function unavailable(): AppError {
  return new AppError(
    'media_unavailable',
    'The media node does not answer. Try again in a moment.',
  );
}

function closedMeanwhile(cause?: unknown): AppError {
  return new AppError('media_rejected', 'The media of this session was closed meanwhile.', {
    cause,
  });
}

function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'media_unavailable';
}
