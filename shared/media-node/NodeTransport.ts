import { ortc } from 'mediasoup';
import type { types } from 'mediasoup';
import { z } from 'zod';
import type { NodeCommandInput, NodeEvents } from '../contracts/mediaNode.ts';
import type {
  DtlsParameters,
  IceParameters,
  RtpCapabilities,
  TransportOptions,
} from '../contracts/media.ts';
import { AppError } from '../errors.ts';
import type { NodeWorker } from './NodeWorker.ts';
import { orRefuse, throwRefusal } from './refusal.ts';
import { EstimateFloor } from './EstimateFloor.ts';
import { toTransportOptions } from './toContract.ts';

/** A camera in three layers and a shared screen together stay under it; a hostile sender is told to. */
const MAX_INCOMING_BPS = 12_000_000;

type Bandwidth = Pick<NodeEvents['transport:bandwidthMeasured'], 'availableBps' | 'desiredBps'>;

/** mediasoup types what it traces as unknown. */
const bandwidthInfo = z.object({ availableBitrate: z.int(), desiredBitrate: z.int() });

/** What one client sends through, or receives through. */
export class NodeTransport {
  readonly #transport: types.WebRtcTransport;
  readonly #receives: RtpCapabilities | null;
  readonly #floor: EstimateFloor;
  /** null: nobody has taken it up. */
  label: string | null = null;

  static async create(
    worker: NodeWorker,
    router: types.Router,
    { use, dtlsParameters }: Pick<NodeCommandInput<'transport:open'>, 'use' | 'dtlsParameters'>,
  ): Promise<NodeTransport> {
    const receives = use.direction === 'recv' ? checked(use.rtpCapabilities) : null;
    const opening = worker.createTransport(router);
    const transport = new NodeTransport(
      await orRefuse('No media transport could be opened.', opening),
      receives,
    );
    try {
      await Promise.all([
        dtlsParameters && transport.connect(dtlsParameters),
        receives === null ? transport.#limit() : transport.#measure(),
      ]);
    } catch (error) {
      transport.close();
      throw error;
    }
    return transport;
  }

  private constructor(transport: types.WebRtcTransport, receives: RtpCapabilities | null) {
    this.#transport = transport;
    this.#receives = receives;
    this.#floor = new EstimateFloor((bps) => {
      // One that is closed meanwhile needs none.
      transport.setMinOutgoingBitrate(bps).catch(() => undefined);
    });
    if (receives !== null) this.#keepFloor();
  }

  get options(): TransportOptions {
    return toTransportOptions(this.#transport);
  }

  get direction(): 'send' | 'recv' {
    return this.#receives === null ? 'send' : 'recv';
  }

  get isPathLost(): boolean {
    return this.#transport.iceState === 'disconnected';
  }

  onState(
    listener: (state: Pick<NodeEvents['transport:stateChanged'], 'ice' | 'dtls'>) => void,
  ): void {
    const tell = () => {
      listener({ ice: this.#transport.iceState, dtls: this.#transport.dtlsState });
    };
    this.#transport.on('icestatechange', tell);
    this.#transport.on('dtlsstatechange', tell);
  }

  /** Only one that a client receives through tells. */
  onBandwidth(listener: (bandwidth: Bandwidth) => void): void {
    this.#transport.on('trace', ({ type, info }) => {
      const measured = type === 'bwe' ? bandwidthInfo.safeParse(info) : null;
      if (!measured?.success) return;
      const { availableBitrate: availableBps, desiredBitrate: desiredBps } = measured.data;
      listener({ availableBps, desiredBps });
    });
  }

  /** Whoever closed it: its owner, or a room or worker that has gone. */
  onClose(listener: () => void): void {
    this.#transport.observer.once('close', listener);
  }

  connect(dtlsParameters: DtlsParameters): Promise<void> {
    const sentence = 'These DTLS parameters are no good, or the transport is connected already.';
    return orRefuse(sentence, this.#transport.connect({ dtlsParameters }));
  }

  restartIce(): Promise<IceParameters> {
    return orRefuse('ICE could not be restarted.', this.#transport.restartIce());
  }

  produce(options: types.ProducerOptions): Promise<types.Producer> {
    if (this.#receives !== null) {
      throw new AppError('media_rejected', 'This transport is for receiving only.');
    }
    const sentence = 'The server cannot take this stream: its RTP parameters do not fit.';
    return this.#ifOpen(orRefuse(sentence, this.#transport.produce(options)));
  }

  /**
   * Born paused, so that nothing comes before the client can take it, and at the smallest layer, which
   * costs least until the client says how large it shows the picture.
   */
  consume(producerId: string): Promise<types.Consumer> {
    if (this.#receives === null) {
      throw new AppError('media_rejected', 'This transport is for sending only.');
    }
    const consuming = this.#transport.consume({
      producerId,
      rtpCapabilities: this.#receives,
      paused: true,
      preferredLayers: { spatialLayer: 0 },
    });
    return this.#ifOpen(orRefuse('This client cannot decode this stream.', consuming));
  }

  /** @param leastBps what a video takes that flows again, with nothing beside it that shows how much room there is */
  handleTry(leastBps: number): void {
    this.#floor.handleTry(leastBps);
  }

  close(): void {
    this.#transport.close();
  }

  /** mediasoup closes with a transport only what it knows by then: what is made meanwhile would be listened for for ever. */
  async #ifOpen<T extends { close(): void }>(making: Promise<T>): Promise<T> {
    const made = await making;
    if (!this.#transport.closed) return made;
    made.close();
    throw new AppError('media_rejected', 'The transport was closed meanwhile.');
  }

  #measure(): Promise<void> {
    return orRefuse(
      'The bandwidth could not be measured.',
      this.#transport.enableTraceEvent(['bwe']),
    );
  }

  #keepFloor(): void {
    const floor = this.#floor;
    this.onBandwidth(({ availableBps }) => floor.handleBandwidth(availableBps));
    this.#transport.on('icestatechange', () => floor.handlePath(this.isPathLost));
    this.onClose(() => floor.close());
  }

  #limit(): Promise<void> {
    const limiting = this.#transport.setMaxIncomingBitrate(MAX_INCOMING_BPS);
    return orRefuse('The bit rate could not be limited.', limiting);
  }
}

/** Refused once here rather than at every stream. */
function checked(capabilities: RtpCapabilities): RtpCapabilities {
  const copy = structuredClone(capabilities);
  try {
    ortc.validateAndNormalizeRtpCapabilities(copy);
  } catch (error) {
    throwRefusal('These RTP capabilities are no good.', error);
  }
  return copy;
}
