import type { MediaPath } from '../../../../build/bench/clients/index.ts';
import {
  BulkClient,
  MediaPath as Path,
  videoCapabilities,
  videoParameters,
} from '../../../../build/bench/clients/index.ts';
import {
  PROTOCOL_VERSION,
  type MediaAnswer,
  type Meeting,
  type TransportOptions,
} from '../../../../shared/contracts/index.ts';
import { SocketClient } from '../../signaling/SocketClient.ts';
import { ApiClient, newPerson } from '../../support/ApiClient.ts';
import { UdpTap } from './UdpTap.ts';

const RECORDED = 400;
const SSRC = 9_000;

/** Somebody with a seat in a meeting of their own, whose packets are recorded on their way, and a friend who watches. */
export class Intruder {
  readonly ssrc = SSRC;
  readonly mediaPort: number;
  readonly sendTap: UdpTap;
  readonly recvTap: UdpTap;
  readonly #sending: MediaPath;
  readonly #receiving: MediaPath;
  readonly #signaling: SocketClient;
  readonly #friend: BulkClient;

  static async enter(url: string): Promise<Intruder> {
    const api = new ApiClient(url);
    const { accessToken: token } = await api.signIn('/auth/register', newPerson());
    const created = await api.send('POST', '/meetings', { body: { title: 'Den' }, token });
    // The shape is what the answer's contract says, and REST tests check.
    const { code } = created.body.data as Meeting;
    const friend = await BulkClient.join({
      url,
      code,
      displayName: 'Friend',
      rtpCapabilities: videoCapabilities,
      does: 'both',
    });
    await friend.produce('camera', videoParameters(SSRC + 100));
    const signaling = await SocketClient.connect(url, {
      protocolVersion: PROTOCOL_VERSION,
      accessToken: token,
    });
    const [sending, receiving] = [new Path('intruder sends'), new Path('intruder receives')];
    const { media } = await signaling.call('meeting:join', {
      code,
      displayName: 'Mallory',
      media: {
        rtpCapabilities: videoCapabilities,
        dtls: { send: sending.dtlsParameters, recv: receiving.dtlsParameters },
      },
    });
    if (!media) throw new Error('the server has no media');
    const taps = await connectThroughTaps(media, sending, receiving);
    await signaling.call('media:produce', {
      transportId: media.sendTransport.id,
      source: 'camera',
      rtpParameters: videoParameters(SSRC),
      isPaused: false,
    });
    await signaling.call('media:resumeConsumers', {
      consumerIds: media.consumers.map(({ id }) => id),
    });
    return new Intruder(signaling, friend, { sending, receiving }, taps, mediaPortOf(media));
  }

  private constructor(
    signaling: SocketClient,
    friend: BulkClient,
    paths: { sending: MediaPath; receiving: MediaPath },
    taps: { sendTap: UdpTap; recvTap: UdpTap },
    mediaPort: number,
  ) {
    this.#signaling = signaling;
    this.#friend = friend;
    this.#sending = paths.sending;
    this.#receiving = paths.receiving;
    this.sendTap = taps.sendTap;
    this.recvTap = taps.recvTap;
    this.mediaPort = mediaPort;
  }

  /** Encrypted, as the server expects of one who has a seat. @returns false: libsrtp finds no header to encrypt by */
  sendAsMember(packet: Buffer, isOnReceivingPath: boolean): boolean {
    try {
      (isOnReceivingPath ? this.#receiving : this.#sending).send(packet);
      return true;
    } catch (error) {
      if (error instanceof Error && error.message.includes('SRTP protect error')) return false;
      throw error;
    }
  }

  /**
   * Both say goodbye. mediasoup finds a transport by where a packet comes from before it reads whom it is for, so a
   * transport that is kept for somebody's return, at most 30 s, keeps everybody else from their old UDP port.
   */
  async leave(): Promise<void> {
    await Promise.all([this.#friend.leave(), this.#signaling.call('meeting:leave', {})]);
    this.#signaling.close();
    for (const part of [this.#sending, this.#receiving, this.sendTap, this.recvTap]) part.close();
  }
}

function mediaPortOf({ sendTransport }: MediaAnswer): number {
  const port = sendTransport.iceCandidates.find(({ protocol }) => protocol === 'udp')?.port;
  if (port === undefined) throw new Error('the server offers no UDP');
  return port;
}

async function connectThroughTaps(media: MediaAnswer, sending: MediaPath, receiving: MediaPath) {
  const port = mediaPortOf(media);
  const [sendTap, recvTap] = await Promise.all([
    UdpTap.open(port, RECORDED),
    UdpTap.open(port, RECORDED),
  ]);
  await Promise.all([
    sending.connect(through(media.sendTransport, sendTap)),
    receiving.connect(through(media.recvTransport, recvTap)),
  ]);
  return { sendTap, recvTap };
}

/** The same transport, reached by way of the tap. */
function through(transport: TransportOptions, tap: UdpTap): TransportOptions {
  const [candidate] = transport.iceCandidates.filter(({ protocol }) => protocol === 'udp');
  if (!candidate) throw new Error('the server offers no UDP');
  return { ...transport, iceCandidates: [{ ...candidate, port: tap.port }] };
}
