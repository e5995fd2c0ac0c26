import { randomInt, randomUUID } from 'node:crypto';
import {
  generateLocalDtlsParameters,
  generateNativeRtpCapabilities,
} from 'mediasoup-client/fakeParameters';
import {
  getExtendedRtpCapabilities,
  getRecvRtpCapabilities,
  getSendingRtpParameters,
  reduceCodecs,
  validateAndNormalizeRtpCapabilities,
} from 'mediasoup-client/ortc';
import type {
  ConsumerOptions,
  MediaAnswer,
  MediaOffer,
  MediaSource,
  RtpParameters,
} from '../../../shared/contracts/index.ts';
import {
  mediaAnswer,
  mediaOffer,
  rtpParameters,
  SOURCE_KIND,
} from '../../../shared/contracts/index.ts';
import type { Media } from '../../media/index.ts';

type Router = Pick<Media, 'routerRtpCapabilities'>;

/** A browser's side of the media commands, with mediasoup-client's own arithmetic and no network. */
export class MediaClient {
  readonly media: Media;
  readonly roomId: string;
  readonly peerId = randomUUID();
  #answer: MediaAnswer | null = null;

  constructor(media: Media, roomId: string) {
    this.media = media;
    this.roomId = roomId;
  }

  static async join(media: Media, roomId: string): Promise<MediaClient> {
    const client = new MediaClient(media, roomId);
    await client.open();
    return client;
  }

  get answer(): MediaAnswer {
    if (!this.#answer) throw new Error('open() comes first');
    return this.#answer;
  }

  async open(): Promise<MediaAnswer> {
    const answer = await this.media.openPeer(this.roomId, this.peerId, createOffer(this.media));
    // Through the wire's own checks, as a client sees it.
    this.#answer = mediaAnswer.parse(wire(answer));
    return this.#answer;
  }

  produce(source: MediaSource, isPaused = false): Promise<{ producerId: string }> {
    return this.media.produce(this.roomId, this.peerId, {
      transportId: this.answer.sendTransport.id,
      source,
      rtpParameters: createRtpParameters(this.media, source),
      isPaused,
    });
  }

  get consumers(): ConsumerOptions[] {
    return this.media.peerConsumers(this.roomId, this.peerId);
  }

  leave(): void {
    this.media.closePeer(this.roomId, this.peerId);
  }
}

export function createOffer(media: Router): MediaOffer {
  const rtpCapabilities = getRecvRtpCapabilities(extendedCapabilities(media));
  const dtls = { ...generateLocalDtlsParameters(), role: 'client' };
  return mediaOffer.parse(wire({ rtpCapabilities, dtls: { send: dtls, recv: dtls } }));
}

/** What Chromium would send: a camera in three simulcast layers, a screen in two of full size, sound in one stream. */
export function createRtpParameters(media: Router, source: MediaSource): RtpParameters {
  const sending = getSendingRtpParameters(SOURCE_KIND[source], extendedCapabilities(media));
  const layers = (factors: number[], scalabilityMode: string) =>
    factors.map((scaleResolutionDownBy, index) => ({
      rid: `r${index}`,
      scaleResolutionDownBy,
      scalabilityMode,
    }));
  const encodings =
    source === 'camera'
      ? layers([4, 2, 1], 'L1T3')
      : source === 'screen'
        ? layers([1, 1], 'L1T1')
        : [{ ssrc: randomInt(1, 2 ** 31) }];
  return rtpParameters.parse(
    wire({
      ...sending,
      mid: randomUUID().slice(0, 8),
      codecs: reduceCodecs(sending.codecs),
      encodings,
      rtcp: { cname: 'test', reducedSize: true, mux: true },
    }),
  );
}

/** What the socket makes of it. */
function wire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function extendedCapabilities({ routerRtpCapabilities }: Router) {
  const native = generateNativeRtpCapabilities();
  validateAndNormalizeRtpCapabilities(native);
  return getExtendedRtpCapabilities(native, structuredClone(routerRtpCapabilities), false);
}
