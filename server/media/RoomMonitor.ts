import type { NodeEvents } from '../../shared/contracts/mediaNode.ts';
import type { Forwarding } from './Forwarding.ts';
import { gradeQuality } from './gradeQuality.ts';
import type { MediaConsumer } from './MediaConsumer.ts';
import type { MediaPeer } from './MediaPeer.ts';
import { QualityBoard } from './QualityBoard.ts';
import { RoomBudgets } from './RoomBudgets.ts';
import { SpeakerDebounce } from './SpeakerDebounce.ts';
import type { TellMedia } from './tellMedia.ts';

export interface RoomMonitorOptions {
  /** The room's id as all but the node know it. */
  roomId: string;
  forwarding: Pick<Forwarding, 'producer' | 'consumer' | 'producersOf' | 'consumersOf'>;
  findOwner: (transportId: string) => MediaPeer | undefined;
  /** The way to a viewer has no room for this any more, or has again [M11]. */
  handleHeld: (consumer: MediaConsumer, isHeld: boolean, isTry: boolean) => void;
  handleStarved: (consumer: MediaConsumer, isStarved: boolean) => void;
  tell: TellMedia;
}

/** Turns what the node measures into what people are shown: who speaks, whose network is poor, which layer comes. */
export class RoomMonitor {
  readonly #options: RoomMonitorOptions;
  readonly #speaker: SpeakerDebounce;
  readonly #quality: QualityBoard;
  readonly #budgets: RoomBudgets;

  constructor(options: RoomMonitorOptions) {
    const { roomId, tell } = options;
    this.#options = options;
    this.#budgets = new RoomBudgets(options);
    this.#speaker = new SpeakerDebounce((peerId) => {
      tell('activeSpeakerChanged', { roomId, peerId });
      this.#budgets.handleSpeaker(peerId);
    });
    this.#quality = new QualityBoard((qualities) => tell('qualityChanged', { roomId, qualities }));
  }

  /** A newcomer has been told of nobody's network yet. */
  handleOpen(): void {
    this.#quality.repeat();
  }

  /** What this viewer looks at has changed. */
  handleViews(viewer: MediaPeer): void {
    this.#budgets.handleViews(viewer);
  }

  handleBandwidth(measured: NodeEvents['transport:bandwidthMeasured']): void {
    this.#budgets.handleBandwidth(measured);
  }

  forget(peer: MediaPeer): void {
    this.#speaker.forget(peer.id);
    this.#quality.forget(peer.id);
    this.#budgets.forget(peer);
  }

  close(): void {
    this.#speaker.close();
    this.#quality.close();
    this.#budgets.close();
  }

  handleProducerScore({ producerId, scores }: NodeEvents['producer:scored']): void {
    const producer = this.#options.forwarding.producer(producerId);
    if (!producer) return;
    producer.scores = scores;
    this.#grade(producer.owner);
  }

  handleConsumerScore({ consumerId, score }: NodeEvents['consumer:scored']): void {
    const consumer = this.#options.forwarding.consumer(consumerId);
    if (!consumer) return;
    consumer.score = score;
    this.#grade(consumer.viewer);
  }

  handleLayer({ consumerId, spatialLayer }: NodeEvents['consumer:layerChanged']): void {
    const { forwarding, tell, roomId } = this.#options;
    const consumer = forwarding.consumer(consumerId);
    // mediasoup tells of temporal layers too.
    if (!consumer || consumer.comingLayer === spatialLayer) return;
    consumer.comingLayer = spatialLayer;
    this.#budgets.handleLayer(consumer);
    const { id: peerId, isOpen } = consumer.viewer;
    if (isOpen) tell('layerChanged', { roomId, peerId, consumerId, spatialLayer });
  }

  handleSpeaker({ producerId }: NodeEvents['room:speakerChanged']): void {
    const { forwarding } = this.#options;
    const producer = producerId === null ? undefined : forwarding.producer(producerId);
    this.#speaker.hear(producer?.owner.id ?? null);
  }

  handleTransportState({ transportId, ice }: NodeEvents['transport:stateChanged']): void {
    const peer = this.#options.findOwner(transportId);
    if (!peer) return;
    peer.handlePath(transportId, ice === 'disconnected');
    this.#grade(peer);
  }

  #grade(peer: MediaPeer): void {
    const { forwarding } = this.#options;
    const sending = forwarding.producersOf(peer).filter(({ isExpected }) => isExpected);
    const flowing = forwarding.consumersOf(peer).filter(({ isFlowing }) => isFlowing);
    const quality = gradeQuality({
      isPathLost: peer.isPathLost,
      sent: sending.map(({ scores }) => scores),
      heard: scoresOf(flowing.filter(({ isVideo }) => !isVideo)),
      seen: scoresOf(flowing.filter(({ isVideo }) => isVideo)),
    });
    this.#quality.grade(peer.id, quality);
  }
}

function scoresOf(consumers: readonly MediaConsumer[]): number[] {
  return consumers.flatMap(({ score }) => (score === null ? [] : [score]));
}
