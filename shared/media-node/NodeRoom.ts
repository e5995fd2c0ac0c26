import type { types } from 'mediasoup';
import type {
  DescribedConsumer,
  DescribedRoom,
  NodeCommandInput,
  NodeConsumer,
  NodeEvent,
  NodeEvents,
} from '../contracts/mediaNode.ts';
import { SOURCE_KIND } from '../contracts/media.ts';
import type { MediaSource, TransportOptions } from '../contracts/media.ts';
import { AppError } from '../errors.ts';
import { describeConsumer, describeProducer, describeTransport } from './describe.ts';
import type { OpenProducer } from './describe.ts';
import { NodeTransport } from './NodeTransport.ts';
import type { NodeWorker } from './NodeWorker.ts';
import { found, orRefuse } from './refusal.ts';
import { SpeakerWatch } from './SpeakerWatch.ts';
import { toNodeConsumer } from './toContract.ts';

/**
 * A crowd that joins at once costs a sender no more than one key frame in this time. Chromium ignores whoever asks
 * within 300 ms of the last, and mediasoup then asks again after a whole second: with some jitter it is not that soon.
 */
const KEY_FRAME_DELAY_MS = 350;

/**
 * With so much a path is trusted for a moment: with some frames of a camera's smallest layer, enough to be measured, little
 * enough for the sound beside it; with all of a moving screen's, which cannot be had in part. Sound is never held.
 */
const TRY_BPS: Readonly<Record<MediaSource, number>> = {
  camera: 80_000,
  screen: 300_000,
  mic: 0,
  screenAudio: 0,
};

export type Tell = <E extends NodeEvent>(event: E, payload: NodeEvents[E]) => void;

interface OpenConsumer {
  id: string;
  consumer: types.Consumer;
  transportId: string;
}

/** One router and all that hangs on it. Its maps follow mediasoup's own closing of what hangs on what. */
export class NodeRoom {
  readonly #id: string;
  readonly #worker: NodeWorker;
  readonly #router: types.Router;
  readonly #speakers: SpeakerWatch;
  readonly #tell: Tell;
  readonly #transports = new Map<string, NodeTransport>();
  readonly #producers = new Map<string, OpenProducer>();
  readonly #consumers = new Map<string, OpenConsumer>();

  static async create(roomId: string, worker: NodeWorker, tell: Tell): Promise<NodeRoom> {
    const router = await worker.createRouter();
    try {
      const speakers = await SpeakerWatch.create(router, (producerId) => {
        tell('room:speakerChanged', { roomId, producerId });
      });
      return new NodeRoom(roomId, worker, router, speakers, tell);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor(
    id: string,
    worker: NodeWorker,
    router: types.Router,
    speakers: SpeakerWatch,
    tell: Tell,
  ) {
    this.#id = id;
    this.#worker = worker;
    this.#router = router;
    this.#speakers = speakers;
    this.#tell = tell;
  }

  describe(): Omit<DescribedRoom, 'label'> {
    return {
      speakerProducerId: this.#speakers.speaker,
      transports: [...this.#transports.values()].map(describeTransport),
      producers: [...this.#producers.values()].map(describeProducer),
    };
  }

  /** @throws AppError `media_rejected` */
  describeConsumers(transportId: string): DescribedConsumer[] {
    this.transport(transportId);
    return [...this.#consumers.values()]
      .filter((open) => open.transportId === transportId)
      .map(({ consumer }) => describeConsumer(consumer));
  }

  close(): void {
    this.#router.close();
  }

  async openTransport(input: NodeCommandInput<'transport:open'>): Promise<TransportOptions> {
    const transport = await NodeTransport.create(this.#worker, this.#router, input);
    const { options } = transport;
    this.#transports.set(options.id, transport);
    transport.onClose(() => this.#transports.delete(options.id));
    transport.onState((state) => {
      this.#tell('transport:stateChanged', {
        roomId: this.#id,
        transportId: options.id,
        ...state,
      });
    });
    transport.onBandwidth((bandwidth) => {
      const ids = { roomId: this.#id, transportId: options.id };
      this.#tell('transport:bandwidthMeasured', { ...ids, ...bandwidth });
    });
    return options;
  }

  /** @throws AppError `media_rejected` */
  transport(transportId: string): NodeTransport {
    return found(this.#transports.get(transportId), 'transport');
  }

  closeTransport(transportId: string): void {
    this.#transports.get(transportId)?.close();
  }

  async produce(input: NodeCommandInput<'producer:open'>): Promise<{ producerId: string }> {
    const { transportId, source, rtpParameters, isPaused } = input;
    const kind = SOURCE_KIND[source];
    const fits = rtpParameters.codecs.every(({ mimeType }) =>
      mimeType.toLowerCase().startsWith(`${kind}/`),
    );
    if (!fits) throw new AppError('media_rejected', `A ${source} is a stream of ${kind}.`);
    const producer = await this.transport(transportId).produce({
      kind,
      rtpParameters,
      paused: isPaused,
      ...(kind === 'video' && { keyFrameRequestDelay: KEY_FRAME_DELAY_MS }),
    });
    const open = { id: producer.id, producer, transportId, source };
    producer.observer.once('close', this.#keep(this.#producers, open));
    producer.on('score', (scores) => {
      this.#tell('producer:scored', {
        roomId: this.#id,
        producerId: producer.id,
        scores: scores.map(({ score }) => score),
      });
    });
    if (source === 'mic') await this.#listenTo(producer);
    return { producerId: producer.id };
  }

  async setProducerPaused(producerId: string, isPaused: boolean): Promise<void> {
    const { producer } = found(this.#producers.get(producerId), 'producer');
    const change = isPaused ? producer.pause() : producer.resume();
    await orRefuse('The stream could not be paused or resumed.', change);
  }

  closeProducer(producerId: string): void {
    this.#producers.get(producerId)?.producer.close();
  }

  async consume(transportId: string, producerId: string): Promise<NodeConsumer> {
    const transport = this.transport(transportId);
    const producer = found(this.#producers.get(producerId), 'producer');
    const consumer = await transport.consume(producer.id);
    if (consumer.closed) throw new AppError('media_rejected', 'The stream has just ended.');
    const open = { id: consumer.id, consumer, transportId };
    consumer.observer.once('close', this.#keep(this.#consumers, open));
    const ids = { roomId: this.#id, consumerId: consumer.id };
    consumer.on('score', ({ score, producerScore }) => {
      this.#tell('consumer:scored', { ...ids, score, producerScore });
    });
    consumer.on('layerschange', (layers) => {
      this.#tell('consumer:layerChanged', { ...ids, spatialLayer: layers?.spatialLayer ?? null });
    });
    return toNodeConsumer(consumer);
  }

  async pauseConsumer(consumerId: string): Promise<void> {
    const pausing = this.#consumer(consumerId).pause();
    await orRefuse('The stream could not be paused.', pausing);
  }

  async resumeConsumer(consumerId: string, isTry: boolean): Promise<void> {
    const { consumer, transportId } = found(this.#consumers.get(consumerId), 'consumer');
    const source = this.#producers.get(consumer.producerId)?.source;
    if (isTry && source) this.#transports.get(transportId)?.handleTry(TRY_BPS[source]);
    await orRefuse('The stream could not be resumed.', consumer.resume());
  }

  async preferLayer(consumerId: string, spatialLayer: number): Promise<void> {
    const choice = this.#consumer(consumerId).setPreferredLayers({ spatialLayer });
    await orRefuse('This layer cannot be chosen.', choice);
  }

  async setPriority(consumerId: string, priority: number): Promise<void> {
    const choice = this.#consumer(consumerId).setPriority(priority);
    await orRefuse('This priority cannot be given.', choice);
  }

  async requestKeyFrame(consumerId: string): Promise<void> {
    const asking = this.#consumer(consumerId).requestKeyFrame();
    await orRefuse('No key frame could be asked for.', asking);
  }

  async #listenTo(producer: types.Producer): Promise<void> {
    try {
      await orRefuse('The stream has just ended.', this.#speakers.add(producer));
    } catch (error) {
      // Nobody would know of it.
      producer.close();
      throw error;
    }
  }

  #consumer(consumerId: string): types.Consumer {
    return found(this.#consumers.get(consumerId), 'consumer').consumer;
  }

  /** @returns to be called when it closes */
  #keep<T extends { id: string }>(things: Map<string, T>, thing: T): () => void {
    things.set(thing.id, thing);
    this.#worker.addLoad(1);
    return () => {
      things.delete(thing.id);
      this.#worker.addLoad(-1);
    };
  }
}
