import type { types } from 'mediasoup';
import nodeDataChannel from 'node-datachannel';
import type { DataChannel, PeerConnection, Track } from 'node-datachannel';
import { Inbox } from './Inbox.ts';
import { answerFor, fingerprintsOf } from './sdp.ts';
import { videoPayloadType } from './videoCodec.ts';

/** The stream both ends agree on beforehand; the worker does not open channels in band. */
const channelId = 0;

/**
 * A WebRTC client of its own make (libdatachannel) at the worker: real ICE, DTLS, SRTP and SCTP. It
 * sends and receives one track and one data channel.
 */
export class WebRtcPeer {
  readonly transport: types.WebRtcTransport;
  readonly messages = new Inbox<Buffer>();
  readonly #connection: PeerConnection;
  readonly #track: Track;
  readonly #channel: DataChannel;

  /** Resolves when the handshake is done and data channel and track are open. */
  static async connect(
    name: string,
    router: types.Router,
    webRtcServer: types.WebRtcServer,
  ): Promise<WebRtcPeer> {
    const transport = await router.createWebRtcTransport({ webRtcServer, enableSctp: true });
    const connection = new nodeDataChannel.PeerConnection(name, {
      iceServers: [],
      bindAddress: '127.0.0.1',
    });
    const video = new nodeDataChannel.Video('video', 'SendRecv');
    video.addVP8Codec(videoPayloadType);
    const track = connection.addTrack(video);
    const channel = connection.createDataChannel('gate', { negotiated: true, id: channelId });
    const peer = new WebRtcPeer(transport, connection, track, channel);
    try {
      await peer.#negotiate();
    } catch (error) {
      peer.close();
      throw error;
    }
    return peer;
  }

  private constructor(
    transport: types.WebRtcTransport,
    connection: PeerConnection,
    track: Track,
    channel: DataChannel,
  ) {
    this.transport = transport;
    this.#connection = connection;
    this.#track = track;
    this.#channel = channel;
    channel.onMessage((message) => {
      if (!(message instanceof ArrayBuffer)) this.messages.put(Buffer.from(message));
      else this.messages.put(Buffer.from(new Uint8Array(message)));
    });
  }

  async #negotiate(): Promise<void> {
    const opened = new Inbox<'track' | 'channel'>();
    this.#track.onOpen(() => opened.put('track'));
    this.#channel.onOpen(() => opened.put('channel'));

    this.#connection.setLocalDescription('offer');
    const offer = this.#connection.localDescription();
    if (!offer) throw new Error('the client made no offer');
    // The worker must expect the handshake before the client can begin it: a first flight that
    // comes too early is lost, and repeated only after a second.
    await this.transport.connect({
      dtlsParameters: { role: 'client', fingerprints: fingerprintsOf(offer.sdp) },
    });
    this.#connection.setRemoteDescription(answerFor(offer.sdp, this.transport), 'answer');
    await opened.take('DTLS handshake', (what) => what === 'track', 10_000);
    await opened.take('SCTP association', (what) => what === 'channel', 10_000);
  }

  /** Makes the worker take what this client sends in its data channel. */
  produceData(): Promise<types.DataProducer> {
    return this.transport.produceData({
      sctpStreamParameters: { streamId: channelId, ordered: true },
    });
  }

  /** Makes the worker send `dataProducer` to this client; `messages` has what arrives. */
  async consumeData(dataProducer: types.DataProducer): Promise<void> {
    const consumer = await this.transport.consumeData({ dataProducerId: dataProducer.id });
    const streamId = consumer.sctpStreamParameters?.streamId;
    if (streamId !== channelId) {
      throw new Error(`the worker sends data in stream ${streamId}, not ${channelId}`);
    }
  }

  sendRtp(packet: Buffer): void {
    this.#track.sendMessageBinary(packet);
  }

  sendMessage(message: Buffer): void {
    this.#channel.sendMessageBinary(message);
  }

  /** RTP and RTCP as they come, decrypted. */
  onPacket(handle: (packet: Buffer) => void): void {
    this.#track.onMessage(handle);
  }

  close(): void {
    this.#connection.close();
    this.transport.close();
  }
}
