import { AppError } from '../../shared/errors.ts';
import type { MediaSource, ProducerHold } from '../../shared/contracts/index.ts';
import type { Forwarding } from './Forwarding.ts';
import type { ProduceInput } from './Media.ts';
import type { MediaConsumer } from './MediaConsumer.ts';
import type { MediaPeer } from './MediaPeer.ts';
import { MediaProducer } from './MediaProducer.ts';
import type { RoomNode } from './RoomNode.ts';
import type { TellMedia } from './tellMedia.ts';

export interface PublishingOptions {
  /** The room's id as all but the node know it. */
  roomId: string;
  node: RoomNode;
  forwarding: Forwarding;
  tellHeld: (consumer: MediaConsumer) => void;
  tell: TellMedia;
}

/** What peers of one room publish, and who pauses or ends it. */
export class Publishing {
  readonly #options: PublishingOptions;

  constructor(options: PublishingOptions) {
    this.#options = options;
  }

  start(peer: MediaPeer, input: ProduceInput): Promise<{ producerId: string }> {
    return peer.queue.run(async () => {
      const { forwarding, node } = this.#options;
      if (input.transportId !== peer.transports.send) {
        throw new AppError(
          'media_rejected',
          'This is not the transport that this session sends by.',
        );
      }
      const replaced = this.#find(peer, input.source);
      // Closed first: a client that repeats a request whose answer it missed sends the same SSRCs.
      if (replaced) this.#end([replaced]);
      try {
        const { producerId } = await node.run('producer:open', { roomId: node.roomId, ...input });
        if (peer.isClosed) {
          throw new AppError('media_rejected', 'The media of this session was closed meanwhile.');
        }
        const producer = new MediaProducer(producerId, peer, input);
        const forward = forwarding.publish(producer);
        // The owner need not wait for the others; its next wish does, so that they cannot pile up.
        void peer.queue.follow(forward);
        return { producerId };
      } catch (error) {
        if (replaced) this.#tellClosed(replaced);
        throw error;
      } finally {
        this.tellSources(peer);
      }
    });
  }

  setPaused(peer: MediaPeer, producerId: string, isPaused: boolean): Promise<void> {
    return peer.queue.run(() => this.#setPaused(this.#owned(peer, producerId), isPaused));
  }

  /** Its owner cannot send it for now, or can again [M11]. */
  setHeld(peer: MediaPeer, producerId: string, hold: ProducerHold | null): Promise<void> {
    return peer.queue.run(() => {
      const producer = this.#owned(peer, producerId);
      const { forwarding, tellHeld } = this.#options;
      if (producer.handleHold(hold)) forwarding.consumersFrom(producer).forEach(tellHeld);
      return Promise.resolve();
    });
  }

  close(peer: MediaPeer, producerId: string): Promise<void> {
    return peer.queue.run(() => {
      this.#end([this.#owned(peer, producerId)]);
      this.tellSources(peer);
      return Promise.resolve();
    });
  }

  /** By another than the owner, whose own wishes, however many wait, do not have it refused. */
  pauseSource(peer: MediaPeer, source: MediaSource): Promise<void> {
    return peer.queue.follow(async () => {
      const producer = this.#find(peer, source);
      if (producer) await this.#setPaused(producer, true);
    });
  }

  /** As above; the owner is told. */
  closeSource(peer: MediaPeer, source: MediaSource): Promise<void> {
    return peer.queue.follow(() => {
      const producer = this.#find(peer, source);
      if (producer) {
        this.#end([producer]);
        this.#tellClosed(producer);
        this.tellSources(peer);
      }
      return Promise.resolve();
    });
  }

  /** The peer has gone, and its transports with it. */
  forget(peer: MediaPeer): void {
    const { forwarding } = this.#options;
    forwarding.unpublish(forwarding.producersOf(peer));
    this.tellSources(peer);
  }

  /** Says what the others see and hear of this peer, when that has changed [O3]. */
  tellSources(peer: MediaPeer): void {
    const { tell, roomId } = this.#options;
    const isOn = (source: MediaSource) => this.#find(peer, source)?.isPaused === false;
    const sources = { isMicOn: isOn('mic'), isCameraOn: isOn('camera'), isSharing: isOn('screen') };
    if (peer.handleSources(sources))
      tell('sourcesChanged', { roomId, peerId: peer.id, ...sources });
  }

  #find(peer: MediaPeer, source: MediaSource): MediaProducer | undefined {
    const own = this.#options.forwarding.producersOf(peer);
    return own.find((producer) => producer.source === source);
  }

  /** @throws AppError `media_rejected` */
  #owned(peer: MediaPeer, producerId: string): MediaProducer {
    const producer = this.#options.forwarding.producer(producerId);
    if (producer?.owner === peer) return producer;
    throw new AppError('media_rejected', 'There is no such producer; it may have been closed.');
  }

  async #setPaused(producer: MediaProducer, isPaused: boolean): Promise<void> {
    if (producer.isPaused === isPaused) return;
    // Nothing would say so to those who hear it: what is on is told by the roster, which knows no sound of a screen.
    if (isPaused && producer.source === 'screenAudio') {
      throw new AppError(
        'media_rejected',
        'The sound of a shared screen cannot be paused; close it instead.',
      );
    }
    const { node, forwarding } = this.#options;
    const command = isPaused ? 'producer:pause' : 'producer:resume';
    await node.run(command, { roomId: node.roomId, producerId: producer.id });
    if (forwarding.producer(producer.id) !== producer) return;
    producer.isPaused = isPaused;
    this.tellSources(producer.owner);
  }

  #end(producers: MediaProducer[]): void {
    const { node, forwarding } = this.#options;
    forwarding.unpublish(producers);
    for (const { id: producerId } of producers) {
      node.end('producer:close', { roomId: node.roomId, producerId });
    }
  }

  #tellClosed({ id: producerId, owner, source }: MediaProducer): void {
    const { tell, roomId } = this.#options;
    tell('producerClosed', { roomId, peerId: owner.id, producerId, source });
  }
}
