import type { types } from 'mediasoup';
import { mediaCodecs, videoParameters } from './videoCodec.ts';
import { WebRtcPeer } from './WebRtcPeer.ts';

const ssrc = 4444;
/** More than the estimate begins with. */
const floorBps = 2_000_000;

/** A path with a floor is estimated no lower, also while nothing flows (patches.ts, `floor`). */
export async function floorStep(worker: types.Worker): Promise<string> {
  const router = await worker.createRouter({ mediaCodecs });
  const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;
  const webRtcServer = await worker.createWebRtcServer({ listenInfos: [listenInfo] });
  try {
    const inbound = await router.createPlainTransport({ listenInfo, comedia: true });
    const rtpParameters = videoParameters(ssrc, ssrc + 1);
    const { id: producerId } = await inbound.produce({ kind: 'video', rtpParameters });
    const viewer = await WebRtcPeer.connect('viewer', router, webRtcServer);
    try {
      await viewer.transport.consume({ producerId, rtpCapabilities: router.rtpCapabilities });
      await viewer.transport.setMinOutgoingBitrate(floorBps);
      const [stats] = await viewer.transport.getStats();
      const estimate = `${stats?.availableOutgoingBitrate} b/s`;
      if (stats?.availableOutgoingBitrate !== floorBps) {
        throw new Error(`with a floor of ${floorBps} b/s the estimate was ${estimate}`);
      }
      return estimate;
    } finally {
      viewer.close();
    }
  } finally {
    webRtcServer.close();
    router.close();
  }
}
