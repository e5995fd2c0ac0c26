import type { DescribedConsumer, NodeConsumer } from '../../shared/contracts/mediaNode.ts';
import type { ConsumerOptions, HoldReason, View } from '../../shared/contracts/index.ts';
import { chooseLayer } from './chooseLayer.ts';
import type { MediaPeer } from './MediaPeer.ts';
import type { MediaProducer } from './MediaProducer.ts';
import { RANK_PRIORITY } from './nextBudget.ts';
import type { RoomNode } from './RoomNode.ts';

/**
 * One stream on its way to one viewer: flows when the client is ready [M4], shows it [M5] and its path
 * carries it [M11].
 */
export class MediaConsumer {
  readonly id: string;
  readonly viewer: MediaPeer;
  readonly producer: MediaProducer;
  /** mediasoup's measure of what arrives; null before it has measured. */
  score: number | null = null;
  /** The spatial layer that comes now; null: none. */
  comingLayer: number | null = null;
  /** Nothing comes of it since the path has no room for it at the moment; as soon as it has, it comes. */
  isStarved = false;
  readonly #node: RoomNode;
  readonly #made: NodeConsumer;
  #isReady = false;
  #isVisible = true;
  #isHeld = false;
  /** What the node was told last. */
  #isRunning = false;
  /** As consumers are born. */
  #layer = 0;
  #areaPx = 0;
  #priority = 1;

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
    this.#isRunning = !isPaused;
    this.#layer = preferredLayer ?? this.producer.layers.length - 1;
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
      heldBecause: this.heldBecause,
    };
  }

  get isVideo(): boolean {
    return this.#made.kind === 'video';
  }

  /** What the sender does not send cannot be held up by the way to the viewer. */
  get heldBecause(): HoldReason | null {
    return this.producer.heldBecause ?? (this.#isHeld || this.isStarved ? 'connection' : null);
  }

  get isFlowing(): boolean {
    return this.#shouldRun && !this.producer.isPaused && this.producer.heldBecause === null;
  }

  /** Whether it would be seen if its path carried it. */
  get isWatched(): boolean {
    const isSent = !this.producer.isPaused && this.producer.heldBecause === null;
    return this.isVideo && this.#isReady && this.#isVisible && isSent;
  }

  /** Whether it is let flow and is sent to us, and yet no layer of it has begun to come. */
  get isLayerless(): boolean {
    const isChosen = this.#made.type === 'simple' || this.comingLayer !== null;
    return !isChosen && this.#isRunning && this.producer.scores.some((score) => score > 0);
  }

  get areaPx(): number {
    return this.#areaPx;
  }

  /** The largest layer that is worth sending for this viewer [M12]; null: none is. */
  get wantedLayer(): number | null {
    if (!this.#isVisible) return null;
    // What is held is tried again now and then, and must have something to show at once.
    return this.#isHeld ? 0 : this.#layer;
  }

  /** The client's receiver is there; said again, it has begun anew and needs a key frame. */
  async handleReady(): Promise<void> {
    const isAgain = this.#isReady;
    this.#isReady = true;
    if (!isAgain) await Promise.all([this.#prefer(), this.#follow()]);
    else if (this.isVideo && this.#isRunning) await this.#run('consumer:requestKeyFrame');
  }

  /** All commands are given at once, so that those of the next view cannot come in between. */
  async show(view: View): Promise<void> {
    // Audio is always sent.
    if (!this.isVideo) return;
    this.#isVisible = view.isVisible;
    this.#areaPx = view.widthPx * view.heightPx;
    await Promise.all([
      // The layer first, so that not even the first frame is of another.
      view.isVisible && this.#preferLayer(chooseLayer(view, this.producer.layers)),
      this.#follow(),
    ]);
  }

  /** A layer may have been chosen whose key frame never came: the worker asks for it twice. */
  async askForLayer(): Promise<void> {
    await this.#run('consumer:requestKeyFrame');
  }

  /**
   * @param isHeld Whether the path to the viewer has no room for it.
   * @param isTry Whether nothing that flows shows that it has.
   */
  async setHeld(isHeld: boolean, isTry = false): Promise<void> {
    this.#isHeld = isHeld;
    await this.#follow(isTry);
  }

  /** @param priority of its layers among those of the same viewer, where not all of them fit; at least 1 */
  async setPriority(priority: number): Promise<void> {
    if (this.#priority === priority) return;
    this.#priority = priority;
    const { roomId } = this.#node;
    await this.#node.run('consumer:setPriority', { roomId, consumerId: this.id, priority });
  }

  get #shouldRun(): boolean {
    return this.#isReady && this.#isVisible && !this.#isHeld;
  }

  /** A screen comes first from its first frame on, whoever speaks; the rest is said when there is too little. */
  async #prefer(): Promise<void> {
    if (this.producer.source === 'screen') await this.setPriority(RANK_PRIORITY.screen);
  }

  async #follow(isTry = false): Promise<void> {
    if (this.#isRunning === this.#shouldRun) return;
    this.#isRunning = this.#shouldRun;
    if (!this.#isRunning) return this.#run('consumer:pause');
    const { roomId } = this.#node;
    await this.#node.run('consumer:resume', { roomId, consumerId: this.id, isTry });
  }

  async #preferLayer(spatialLayer: number): Promise<void> {
    if (spatialLayer === this.#layer) return;
    this.#layer = spatialLayer;
    const { roomId } = this.#node;
    await this.#node.run('consumer:preferLayer', { roomId, consumerId: this.id, spatialLayer });
  }

  async #run(command: 'consumer:pause' | 'consumer:requestKeyFrame'): Promise<void> {
    await this.#node.run(command, { roomId: this.#node.roomId, consumerId: this.id });
  }
}
