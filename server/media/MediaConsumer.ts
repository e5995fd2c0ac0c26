import type { DescribedConsumer, NodeConsumer } from '../../shared/contracts/mediaNode.ts';
import type { ConsumerOptions, View } from '../../shared/contracts/index.ts';
import { chooseLayer } from './chooseLayer.ts';
import type { MediaPeer } from './MediaPeer.ts';
import type { MediaProducer } from './MediaProducer.ts';
import type { RoomNode } from './RoomNode.ts';

/** One stream on its way to one viewer: flows when the client is ready [M4] and shows it [M5]. */
export class MediaConsumer {
  readonly id: string;
  readonly viewer: MediaPeer;
  readonly producer: MediaProducer;
  /** mediasoup's measure of what arrives; null before it has measured. */
  score: number | null = null;
  /** The spatial layer that comes now; null: none. */
  comingLayer: number | null = null;
  readonly #node: RoomNode;
  readonly #made: NodeConsumer;
  #isReady = false;
  #isVisible = true;
  /** null: the largest, as consumers are born. */
  #layer: number | null = null;

  constructor(
    made: NodeConsumer,
    ends: { viewer: MediaPeer; producer: MediaProducer },
    node: RoomNode,
  ) {
    this.id = made.id;
    this.viewer = ends.viewer;
    this.producer = ends.producer;
    this.#made = made;
    this.#node = node;
  }

  /**
   * As a node has it that another server has driven. A picture that is paused is taken for one that is not
   * shown: whoever comes back tells its views again.
   */
  restore({ isPaused, preferredLayer, comingLayer, score }: DescribedConsumer): void {
    const isVideo = this.#made.kind === 'video';
    this.#isReady = isVideo || !isPaused;
    this.#isVisible = !isVideo || !isPaused;
    this.#layer = preferredLayer;
    this.comingLayer = comingLayer;
    this.score = score;
  }

  get options(): ConsumerOptions {
    const { owner, source, isPaused } = this.producer;
    return {
      ...this.#made,
      participantId: owner.id,
      source,
      // The node's answer may be older than the pause.
      isProducerPaused: isPaused,
    };
  }

  get isFlowing(): boolean {
    return this.#isReady && this.#isVisible && !this.producer.isPaused;
  }

  /** The client's receiver is there; said again, it has begun anew and needs a key frame. */
  async handleReady(): Promise<void> {
    const isAgain = this.#isReady;
    this.#isReady = true;
    if (!this.#isVisible) return;
    if (!isAgain) await this.#run('consumer:resume');
    else if (this.#made.kind === 'video') await this.#run('consumer:requestKeyFrame');
  }

  /** All commands are given at once, so that those of the next view cannot come in between. */
  async show(view: View): Promise<void> {
    // Audio is always sent.
    if (this.#made.kind === 'audio') return;
    const wasVisible = this.#isVisible;
    this.#isVisible = view.isVisible;
    await Promise.all([
      // The layer first, so that not even the first frame is of another.
      view.isVisible && this.#preferLayer(chooseLayer(view, this.producer.layers)),
      this.#isReady &&
        wasVisible !== view.isVisible &&
        this.#run(view.isVisible ? 'consumer:resume' : 'consumer:pause'),
    ]);
  }

  async #preferLayer(spatialLayer: number): Promise<void> {
    const before = this.#layer ?? this.producer.layers.length - 1;
    if (spatialLayer === before) return;
    this.#layer = spatialLayer;
    const { roomId } = this.#node;
    await this.#node.run('consumer:preferLayer', { roomId, consumerId: this.id, spatialLayer });
  }

  async #run(
    command: 'consumer:resume' | 'consumer:pause' | 'consumer:requestKeyFrame',
  ): Promise<void> {
    await this.#node.run(command, { roomId: this.#node.roomId, consumerId: this.id });
  }
}
