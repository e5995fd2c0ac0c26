import type { ConsumerOptions } from '../../shared/contracts/index.ts';
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
}

/**
 * Who gets what in one room: everybody everything that another publishes. A producer and a viewer are both
 * registered at once and linked afterwards, so that of two who come at the same time the later one
 * finds the earlier, and each pair is linked exactly once. What ended while a link was made is found
 * out when the link is there.
 */
export class Forwarding {
  readonly #options: ForwardingOptions;
  readonly #viewers = new Set<MediaPeer>();
  readonly #producers = new Map<string, MediaProducer>();
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

  /** Registers the viewer at once; resolves when it is linked to all that was published before. */
  async addViewer(viewer: MediaPeer): Promise<void> {
    this.#viewers.add(viewer);
    const others = [...this.#producers.values()].filter(({ owner }) => owner !== viewer);
    await Promise.all(others.map((producer) => this.#link(viewer, producer)));
  }

  removeViewer(viewer: MediaPeer): void {
    this.#viewers.delete(viewer);
    for (const consumer of viewer.consumers.values()) {
      this.#consumers.delete(consumer.id);
      consumer.producer.consumers.delete(consumer);
    }
    viewer.consumers.clear();
  }

  /**
   * Registers the producer at once.
   * @returns links it to those who are viewers now; whoever comes later finds it by itself
   */
  publish(producer: MediaProducer): () => Promise<void> {
    this.#producers.set(producer.id, producer);
    producer.owner.producers.set(producer.source, producer);
    const others = [...this.#viewers].filter((viewer) => viewer !== producer.owner);
    return async () => {
      await Promise.all(others.map((viewer) => this.#link(viewer, producer)));
    };
  }

  /** Forgets these and their consumers; the node closes consumers with their producer. */
  unpublish(producers: readonly MediaProducer[]): void {
    const closed = new Map<MediaPeer, string[]>();
    for (const producer of producers) {
      this.#producers.delete(producer.id);
      if (producer.owner.producers.get(producer.source) === producer) {
        producer.owner.producers.delete(producer.source);
      }
      for (const { id, viewer } of producer.consumers) {
        this.#consumers.delete(id);
        viewer.consumers.delete(id);
        if (viewer.isOpen) closed.set(viewer, [...(closed.get(viewer) ?? []), id]);
      }
      producer.consumers.clear();
    }
    for (const [viewer, consumerIds] of closed) this.#options.tellClosed(viewer, consumerIds);
  }

  async #link(viewer: MediaPeer, producer: MediaProducer): Promise<void> {
    const isOver = () => !viewer.canReceive || this.#producers.get(producer.id) !== producer;
    if (isOver()) return;
    const { node, log, tellAdded } = this.#options;
    try {
      const made = await node.run('consumer:open', {
        roomId: node.roomId,
        transportId: viewer.transports.recv,
        producerId: producer.id,
      });
      // The node has closed the consumer with the producer or the transport.
      if (isOver()) return;
      const consumer = new MediaConsumer(made, { viewer, producer }, node);
      this.#consumers.set(consumer.id, consumer);
      viewer.consumers.set(consumer.id, consumer);
      producer.consumers.add(consumer);
      if (viewer.isOpen) tellAdded(viewer, [consumer.options]);
    } catch (err) {
      if (isOver()) return;
      const ids = { viewer: viewer.id, owner: producer.owner.id, source: producer.source };
      log.warn({ err, ...ids }, 'a stream cannot be forwarded to this viewer');
    }
  }
}
