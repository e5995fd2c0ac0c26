import type { ConsumerOptions } from '../../shared/contracts/index.ts';
import type { DescribedConsumer } from '../../shared/contracts/mediaNode.ts';
import { MediaConsumer } from './MediaConsumer.ts';
import type { MediaPeer } from './MediaPeer.ts';
import type { MediaProducer } from './MediaProducer.ts';
import type { MediaLog } from './Media.ts';
import type { RoomNode } from './RoomNode.ts';

export interface ForwardingOptions {
  node: RoomNode;
  log: MediaLog;
  tellAdded: (viewer: MediaPeer, consumers: ConsumerOptions[]) => void;
  tellClosed: (viewer: MediaPeer, consumerIds: string[]) => void;
  /** One more viewer may watch this, or one less. */
  handleViewers: (producer: MediaProducer) => void;
  handleUnpublished: (producer: MediaProducer) => void;
}

/**
 * Who gets what in one room: everybody everything that another publishes. Viewers and producers are
 * registered at once and linked afterwards, each to those who were there before it: so each pair is
 * linked exactly once, whoever comes at the same time. What ended while a link was made is found out
 * when the link is there.
 */
export class Forwarding {
  readonly #options: ForwardingOptions;
  /** Viewers, and by id what each consumes. */
  readonly #viewers = new Map<MediaPeer, Map<string, MediaConsumer>>();
  readonly #producers = new Map<string, MediaProducer>();
  readonly #consumersFrom = new Map<MediaProducer, Set<MediaConsumer>>();
  readonly #consumers = new Map<string, MediaConsumer>();

  constructor(options: ForwardingOptions) {
    this.#options = options;
  }

  producer(producerId: string): MediaProducer | undefined {
    return this.#producers.get(producerId);
  }

  consumer(consumerId: string): MediaConsumer | undefined {
    return this.#consumers.get(consumerId);
  }

  producersOf(owner: MediaPeer): MediaProducer[] {
    return [...this.#producers.values()].filter((producer) => producer.owner === owner);
  }

  consumersOf(viewer: MediaPeer): MediaConsumer[] {
    return [...(this.#viewers.get(viewer)?.values() ?? [])];
  }

  consumersFrom(producer: MediaProducer): MediaConsumer[] {
    return [...(this.#consumersFrom.get(producer) ?? [])];
  }

  /** Registers the viewer at once; resolves when it is linked to all that was published before. */
  async addViewer(viewer: MediaPeer): Promise<void> {
    this.#viewers.set(viewer, new Map());
    const others = [...this.#producers.values()].filter(({ owner }) => owner !== viewer);
    await Promise.all(others.map((producer) => this.#link(viewer, producer)));
  }

  /** What the node holds already, of a room that another server has opened. */
  adopt(producers: readonly MediaProducer[], viewers: readonly MediaPeer[]): void {
    for (const producer of producers) this.#register(producer);
    for (const viewer of viewers) this.#viewers.set(viewer, new Map());
  }

  adoptConsumer(viewer: MediaPeer, described: DescribedConsumer): void {
    const producer = this.#producers.get(described.consumer.producerId);
    // Closed with the transport of somebody who had not come in yet.
    if (!producer) return;
    const ends = { viewer, producer };
    const consumer = new MediaConsumer(described.consumer, ends, this.#options.node);
    consumer.restore(described);
    this.#keep(consumer);
  }

  /** Links whom the server before had not linked yet when it went. */
  async complete(): Promise<void> {
    const missing = [...this.#viewers].flatMap(([viewer, consumers]) => {
      const linked = new Set([...consumers.values()].map(({ producer }) => producer));
      const others = [...this.#producers.values()].filter(({ owner }) => owner !== viewer);
      return others.filter((one) => !linked.has(one)).map((producer) => ({ viewer, producer }));
    });
    await Promise.all(missing.map(({ viewer, producer }) => this.#link(viewer, producer)));
  }

  removeViewer(viewer: MediaPeer): void {
    const consumers = this.consumersOf(viewer);
    this.#viewers.delete(viewer);
    for (const consumer of consumers) {
      this.#consumers.delete(consumer.id);
      this.#consumersFrom.get(consumer.producer)?.delete(consumer);
      this.#options.handleViewers(consumer.producer);
    }
  }

  /**
   * Registers the producer at once.
   * @returns links it to those who are viewers now; whoever comes later finds it by itself
   */
  publish(producer: MediaProducer): () => Promise<void> {
    this.#register(producer);
    const others = [...this.#viewers.keys()].filter((viewer) => viewer !== producer.owner);
    return async () => {
      await Promise.all(others.map((viewer) => this.#link(viewer, producer)));
      // Perhaps there is nobody.
      if (this.#producers.get(producer.id) === producer) this.#options.handleViewers(producer);
    };
  }

  /** Forgets these and their consumers; the node closes consumers with their producer. */
  unpublish(producers: readonly MediaProducer[]): void {
    for (const producer of producers) {
      this.#producers.delete(producer.id);
      this.#consumersFrom.delete(producer);
      this.#options.handleUnpublished(producer);
    }
    for (const [viewer, consumers] of this.#viewers) {
      const gone = [...consumers.values()].filter(({ producer }) => producers.includes(producer));
      for (const { id } of gone) {
        consumers.delete(id);
        this.#consumers.delete(id);
      }
      if (gone.length === 0 || !viewer.isOpen) continue;
      this.#options.tellClosed(
        viewer,
        gone.map(({ id }) => id),
      );
    }
  }

  async #link(viewer: MediaPeer, producer: MediaProducer): Promise<void> {
    const { node, log, tellAdded } = this.#options;
    try {
      if (this.#isOver(viewer, producer)) return;
      const made = await node.run('consumer:open', {
        roomId: node.roomId,
        transportId: viewer.transports.recv,
        producerId: producer.id,
      });
      // The node has closed the consumer with the producer or the transport.
      if (this.#isOver(viewer, producer)) return;
      const consumer = new MediaConsumer(made, { viewer, producer }, node);
      this.#keep(consumer);
      if (viewer.isOpen) tellAdded(viewer, [consumer.options]);
    } catch (err) {
      if (this.#isOver(viewer, producer)) return;
      const ids = { viewer: viewer.id, owner: producer.owner.id, source: producer.source };
      log.warn({ err, ...ids }, 'a stream cannot be forwarded to this viewer');
    }
  }

  #register(producer: MediaProducer): void {
    this.#producers.set(producer.id, producer);
    this.#consumersFrom.set(producer, new Set());
  }

  #keep(consumer: MediaConsumer): void {
    this.#consumers.set(consumer.id, consumer);
    this.#viewers.get(consumer.viewer)?.set(consumer.id, consumer);
    this.#consumersFrom.get(consumer.producer)?.add(consumer);
    this.#options.handleViewers(consumer.producer);
  }

  #isOver(viewer: MediaPeer, producer: MediaProducer): boolean {
    return !viewer.canReceive || this.#producers.get(producer.id) !== producer;
  }
}
