import nodeDataChannel from 'node-datachannel';
import type { PeerConnection, Track } from 'node-datachannel';
import { isRtcp } from '../../../worker/gate/rtpPackets.ts';
import { videoPayloadType } from '../../../worker/gate/videoCodec.ts';
import { keyFrameRequests, Receiver } from '../../clients/index.ts';
import type { VideoSource } from '../VideoSource.ts';
import type { Jsep } from './JanusSession.ts';
import { mediaSsrcs } from './mediaSsrcs.ts';

const CONNECT_LIMIT_MS = 15_000;

/** A client of Janus, which negotiates by SDP: the same library as `MediaPath`, one connection per client. */
export class JanusPath {
  readonly #connection: PeerConnection;
  readonly #tracks: Track[] = [];
  readonly #connected = Promise.withResolvers<void>();

  constructor(name: string, address: string) {
    this.#connection = new nodeDataChannel.PeerConnection(name, {
      iceServers: [],
      bindAddress: address,
    });
    this.#connection.onStateChange((state) => {
      if (state === 'connected') this.#connected.resolve();
      if (state === 'failed') this.#connected.reject(new Error(`${name}: ICE or DTLS failed`));
    });
    // Whoever waits for the connection hears of it.
    this.#connected.promise.catch(() => undefined);
  }

  /** @param answer asks Janus */
  async publish(ssrc: number, answer: (offer: Jsep) => Promise<Jsep | undefined>): Promise<void> {
    const video = new nodeDataChannel.Video('video', 'SendOnly');
    video.addVP8Codec(videoPayloadType);
    // Janus tells streams apart by what the offer says of them.
    video.addSSRC(ssrc, 'bench', 'bench', 'video');
    this.#tracks.push(this.#connection.addTrack(video));
    this.#connection.setLocalDescription('offer');
    const answered = await answer({ type: 'offer', sdp: await this.#localDescription() });
    if (!answered) throw new Error('janus gave no answer');
    this.#connection.setRemoteDescription(answered.sdp, 'answer');
    await this.#opened();
  }

  /** @returns what arrives of the streams that are offered */
  async subscribe(offer: Jsep, start: (answer: Jsep) => Promise<unknown>): Promise<Receiver> {
    const receiver = new Receiver();
    for (const ssrc of mediaSsrcs(offer.sdp)) receiver.expect(ssrc);
    this.#connection.onTrack((track) => {
      this.#tracks.push(track);
      track.onMessage((packet) => {
        if (!isRtcp(packet)) receiver.handleRtp(packet);
      });
    });
    this.#connection.setRemoteDescription(offer.sdp, 'offer');
    await start({ type: 'answer', sdp: await this.#localDescription() });
    await this.#opened();
    return receiver;
  }

  send(packet: Buffer): void {
    this.#tracks[0]?.sendMessageBinary(packet);
  }

  obeyKeyFrameRequests(source: VideoSource): void {
    this.#tracks[0]?.onMessage((packet) => {
      if (isRtcp(packet) && keyFrameRequests(packet).length > 0) source.requestKeyFrame();
    });
  }

  close(): void {
    this.#connection.close();
  }

  /** With its candidates, as they do not come later here. */
  async #localDescription(): Promise<string> {
    if (this.#connection.gatheringState() !== 'complete') {
      await new Promise<void>((resolve) => {
        this.#connection.onGatheringStateChange((state) => {
          if (state === 'complete') resolve();
        });
      });
    }
    const description = this.#connection.localDescription();
    if (!description) throw new Error('the client made no description');
    return description.sdp;
  }

  async #opened(): Promise<void> {
    const limit = setTimeout(
      () => this.#connected.reject(new Error(`no handshake within ${CONNECT_LIMIT_MS / 1000} s`)),
      CONNECT_LIMIT_MS,
    );
    try {
      await this.#connected.promise;
    } finally {
      clearTimeout(limit);
    }
  }
}
