import type { types } from 'mediasoup';
import nodeDataChannel from 'node-datachannel';
import type { PeerConnection, Track } from 'node-datachannel';
import { isRtcp } from '../../worker/gate/rtpPackets.ts';
import { answerFor, fingerprintsOf } from '../../worker/gate/sdp.ts';
import type { RemoteTransport } from '../../worker/gate/sdp.ts';
import { videoPayloadType } from '../../worker/gate/videoCodec.ts';

const CONNECT_LIMIT_MS = 15_000;

/**
 * One real ICE, DTLS and SRTP association (libdatachannel), without any codec. Its one track carries
 * whatever RTP it is given, of any stream, and hands over whatever comes.
 */
export class MediaPath {
  readonly #name: string;
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #opened = Promise.withResolvers<void>();

  /** @param address of this machine, by which the server is reached */
  constructor(name: string, address = '127.0.0.1') {
    this.#name = name;
    this.#connection = new nodeDataChannel.PeerConnection(name, {
      iceServers: [],
      bindAddress: address,
    });
    const video = new nodeDataChannel.Video('video', 'SendRecv');
    video.addVP8Codec(videoPayloadType);
    this.#track = this.#connection.addTrack(video);
    this.#track.onOpen(() => this.#opened.resolve());
    this.#connection.onStateChange((state) => {
      if (state === 'failed') this.#opened.reject(new Error(`${name}: ICE or DTLS failed`));
    });
    // Whoever connects hears of it.
    this.#opened.promise.catch(() => undefined);
    this.#connection.setLocalDescription('offer');
  }

  /** For the server, which must know it before `connect`: a ClientHello that it does not expect is lost. */
  get dtlsParameters(): { role: 'client'; fingerprints: types.DtlsFingerprint[] } {
    return { role: 'client', fingerprints: fingerprintsOf(this.#offer) };
  }

  /** Resolves when the handshake is done. */
  async connect(remote: RemoteTransport): Promise<void> {
    this.#connection.setRemoteDescription(answerFor(this.#offer, remote), 'answer');
    const limit = setTimeout(() => {
      const states = `ICE ${this.#connection.iceState()}, DTLS and all ${this.#connection.state()}`;
      const what = `${this.#name}: no handshake within ${CONNECT_LIMIT_MS / 1000} s (${states})`;
      this.#opened.reject(new Error(what));
    }, CONNECT_LIMIT_MS);
    try {
      await this.#opened.promise;
    } finally {
      clearTimeout(limit);
    }
  }

  /** @param packet RTP, or RTCP, before encryption */
  send(packet: Buffer): void {
    // The binding ends the process when a track is closed already: the server may end a path at any time.
    if (this.#track.isOpen()) this.#track.sendMessageBinary(packet);
  }

  onPacket(handle: { rtp?: (packet: Buffer) => void; rtcp?: (packet: Buffer) => void }): void {
    this.#track.onMessage((packet) => {
      if (isRtcp(packet)) handle.rtcp?.(packet);
      else handle.rtp?.(packet);
    });
  }

  close(): void {
    this.#connection.close();
  }

  get #offer(): string {
    const offer = this.#connection.localDescription();
    if (!offer) throw new Error('the client made no offer');
    return offer.sdp;
  }
}
