import type { types } from 'mediasoup';
import type { BareConsumer, BareJoined, BareRequest } from './protocol.ts';

interface BarePeer {
  send: types.WebRtcTransport;
  recv: types.WebRtcTransport;
  rtpCapabilities: types.RtpCapabilities | null;
  producers: types.Producer[];
  consumers: types.Consumer[];
}

/** Everybody in one router; whoever joins gets what is published by then, and nothing is told later. */
export class BareRoom {
  readonly #router: types.Router;
  readonly #webRtcServer: types.WebRtcServer;
  readonly #peers = new Set<BarePeer>();

  constructor(router: types.Router, webRtcServer: types.WebRtcServer) {
    this.#router = router;
    this.#webRtcServer = webRtcServer;
  }

  /** @returns answers requests of one client, and what to do when it is gone */
  enter(): { answer: (request: BareRequest) => Promise<unknown>; leave: () => void } {
    let peer: BarePeer | null = null;
    const joined = (): BarePeer => {
      if (!peer) throw new Error('join first');
      return peer;
    };
    const answer = async (request: BareRequest): Promise<unknown> => {
      switch (request.ask) {
        case 'capabilities':
          return this.#router.rtpCapabilities;
        case 'join': {
          const others = [...this.#peers].flatMap(({ producers }) => producers);
          peer = await this.#open(request.rtpCapabilities);
          return this.#join(peer, others);
        }
        case 'connect': {
          const { send, recv } = joined();
          const transport = request.transportId === send.id ? send : recv;
          await transport.connect({ dtlsParameters: request.dtlsParameters });
          return null;
        }
        case 'produce': {
          const { kind, rtpParameters } = request;
          const { send, producers } = joined();
          const producer = await send.produce({ kind, rtpParameters });
          producers.push(producer);
          return { id: producer.id };
        }
        case 'resume': {
          const { consumers } = joined();
          const { spatialLayer } = request;
          if (spatialLayer !== undefined) {
            const videos = consumers.filter(({ type }) => type === 'simulcast');
            await Promise.all(videos.map((video) => video.setPreferredLayers({ spatialLayer })));
          }
          await Promise.all(consumers.map((consumer) => consumer.resume()));
          return null;
        }
      }
    };
    const leave = (): void => {
      if (!peer) return;
      this.#peers.delete(peer);
      peer.send.close();
      peer.recv.close();
    };
    return { answer, leave };
  }

  async #open(rtpCapabilities: types.RtpCapabilities | null): Promise<BarePeer> {
    const options = { webRtcServer: this.#webRtcServer };
    const [send, recv] = await Promise.all([
      this.#router.createWebRtcTransport(options),
      this.#router.createWebRtcTransport(options),
    ]);
    const peer = { send, recv, rtpCapabilities, producers: [], consumers: [] };
    this.#peers.add(peer);
    return peer;
  }

  async #join(peer: BarePeer, others: types.Producer[]): Promise<BareJoined> {
    const { rtpCapabilities } = peer;
    if (rtpCapabilities) {
      const consuming = others.map(({ id: producerId }) =>
        peer.recv.consume({ producerId, rtpCapabilities, paused: true }),
      );
      peer.consumers = await Promise.all(consuming);
    }
    const consumers = peer.consumers.map(
      ({ id, producerId, kind, rtpParameters }): BareConsumer => ({
        id,
        producerId,
        kind,
        // The same shapes, but for how two packages write an optional field.
        rtpParameters: rtpParameters as BareConsumer['rtpParameters'],
      }),
    );
    return { send: toOptions(peer.send), recv: toOptions(peer.recv), consumers };
  }
}

function toOptions({
  id,
  iceParameters,
  iceCandidates,
  dtlsParameters,
}: types.WebRtcTransport): BareJoined['send'] {
  return { id, iceParameters, iceCandidates, dtlsParameters };
}
