import type {
  ConsumerOptions,
  MediaAnswer,
  MediaSource,
  RtpCapabilities,
  RtpParameters,
} from '../../../shared/contracts/index.ts';
import { keyFrameRequests } from './rtcp.ts';
import { MediaPath } from './MediaPath.ts';
import { Receiver } from './Receiver.ts';
import { SignalingClient } from './SignalingClient.ts';

interface JoinOptions {
  url: string;
  code: string;
  displayName: string;
  accessToken?: string;
  /** What the server may send, and how. */
  rtpCapabilities: RtpCapabilities;
  /** Of this machine, by which the server's media port is reached. */
  address?: string;
  /** Opens only the path that is needed: each costs the generator. */
  does: 'send' | 'receive' | 'both';
}

/** The size at which everything is shown: as in a meeting with few people, the largest layer. */
const VIEW = { isVisible: true, widthPx: 1280, heightPx: 720 } as const;

/**
 * A participant by the real protocol, without codecs: it joins over the socket, sends RTP that it is
 * given, takes every stream that the server offers, and counts what arrives.
 */
export class BulkClient {
  /** The server's names of its two paths. */
  readonly transportIds: { readonly send: string; readonly recv: string };
  readonly #signaling: SignalingClient;
  readonly #sending: MediaPath | null;
  readonly #receiving: MediaPath | null;
  readonly #receiver = new Receiver();
  #onKeyFrameRequest: (ssrc: number) => void = () => undefined;
  #onRtp: (packet: Buffer, ssrc: number) => void = () => undefined;
  /** The first thing that went wrong with nobody waiting for it. */
  #failure: Error | null = null;

  /** Resolves when media can flow both ways that were asked for. */
  static async join(options: JoinOptions): Promise<BulkClient> {
    const { url, code, displayName, accessToken, rtpCapabilities, address, does } = options;
    const signaling = await SignalingClient.connect(url, accessToken);
    const sending = does === 'receive' ? null : new MediaPath(`${displayName} sends`, address);
    const receiving = does === 'send' ? null : new MediaPath(`${displayName} receives`, address);
    try {
      // The protocol wants both; of a path that is never used the other's fingerprint will do.
      const dtls = {
        send: (sending ?? receiving)?.dtlsParameters,
        recv: (receiving ?? sending)?.dtlsParameters,
      };
      if (!dtls.send || !dtls.recv) throw new Error('a client must send or receive');
      // What is offered before the path is there is taken when it is.
      const early: ConsumerOptions[] = [];
      let ready: BulkClient | null = null;
      signaling.on('media:consumersAdded', ({ consumers }) => {
        if (ready) ready.#handleOffer(consumers);
        else early.push(...consumers);
      });
      const { media } = await signaling.call('meeting:join', {
        code,
        displayName,
        media: { rtpCapabilities, dtls: { send: dtls.send, recv: dtls.recv } },
      });
      if (!media) throw new Error('the server has no media');
      const client = new BulkClient(signaling, sending, receiving, media);
      await Promise.all([
        sending?.connect(media.sendTransport),
        receiving?.connect(media.recvTransport),
      ]);
      ready = client;
      await client.#take([...media.consumers, ...early]);
      return client;
    } catch (error) {
      signaling.close();
      sending?.close();
      receiving?.close();
      throw error;
    }
  }

  private constructor(
    signaling: SignalingClient,
    sending: MediaPath | null,
    receiving: MediaPath | null,
    media: MediaAnswer,
  ) {
    this.#signaling = signaling;
    this.#sending = sending;
    this.#receiving = receiving;
    this.transportIds = { send: media.sendTransport.id, recv: media.recvTransport.id };
    signaling.onDisconnect((reason) => (this.#failure ??= new Error(`disconnected: ${reason}`)));
    sending?.onPacket({
      rtcp: (packet) => {
        for (const ssrc of keyFrameRequests(packet)) this.#onKeyFrameRequest(ssrc);
      },
    });
    receiving?.onPacket({ rtp: (packet) => this.#handleRtp(packet) });
  }

  /** How many streams the server sends, or would if their publishers did. */
  get streamCount(): number {
    return this.#receiver.streamCount;
  }

  /** Distinct packets received so far, of all streams. */
  get received(): number {
    return this.#receiver.received;
  }

  /** @throws what went wrong meanwhile, such as a lost connection */
  assertSound(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** For what this class does not wrap. */
  get signaling(): Pick<SignalingClient, 'call' | 'on'> {
    return this.#signaling;
  }

  /** @returns the producer's id */
  async produce(source: MediaSource, rtpParameters: RtpParameters): Promise<string> {
    const { producerId } = await this.#signaling.call('media:produce', {
      transportId: this.transportIds.send,
      source,
      rtpParameters,
      isPaused: false,
    });
    return producerId;
  }

  sendRtp(packet: Buffer): void {
    this.#sending?.send(packet);
  }

  /** A receiver cannot go on without a key frame of this stream of ours. */
  onKeyFrameRequest(listener: (ssrc: number) => void): void {
    this.#onKeyFrameRequest = listener;
  }

  /** Every packet of every stream taken, after it was counted. */
  onRtp(listener: (packet: Buffer, ssrc: number) => void): void {
    this.#onRtp = listener;
  }

  /** Goes in order: the seat is given up at once, where a lost connection would have kept it for a while. */
  async leave(): Promise<void> {
    await this.#signaling.call('meeting:leave', {});
    this.close();
  }

  close(): void {
    this.#signaling.close();
    this.#sending?.close();
    this.#receiving?.close();
  }

  #handleOffer(consumers: readonly ConsumerOptions[]): void {
    this.#take(consumers).catch((error: unknown) => {
      this.#failure ??= new Error('an offered stream could not be taken', { cause: error });
    });
  }

  async #take(consumers: readonly ConsumerOptions[]): Promise<void> {
    if (!this.#receiving || consumers.length === 0) return;
    const consumerIds: string[] = [];
    for (const { id, rtpParameters } of consumers) {
      const ssrc = rtpParameters.encodings?.[0]?.ssrc;
      if (ssrc === undefined) throw new Error('the server named no SSRC');
      if (this.#receiver.expect(ssrc)) consumerIds.push(id);
    }
    if (consumerIds.length === 0) return;
    const views = consumerIds.map((consumerId) => ({ consumerId, ...VIEW }));
    await this.#signaling.call('media:setViews', { views });
    await this.#signaling.call('media:resumeConsumers', { consumerIds });
  }

  #handleRtp(packet: Buffer): void {
    if (this.#receiver.handleRtp(packet)) this.#onRtp(packet, packet.readUInt32BE(8));
  }
}
