import { randomBytes } from 'node:crypto';
import type { types } from 'mediasoup';
import { Inbox } from './Inbox.ts';
import { WebRtcPeer } from './WebRtcPeer.ts';
import { isRtcp, readRtp, vp8KeyFrame, writeRtp } from './rtpPackets.ts';
import type { RtpFields } from './rtpPackets.ts';
import { mediaCodecs, videoParameters, videoPayloadType } from './videoCodec.ts';

const packetCount = 50;
/** One that fits a packet, and one that SCTP has to cut into hundreds. */
const messageBytes = [20, 200_000];

/**
 * Two WebRTC clients meet at the worker, each sending video and data to the other: ICE, the DTLS
 * handshake, SRTP with the keys that DTLS agreed on, and SCTP, all both ways.
 */
export async function webRtcStep(worker: types.Worker): Promise<void> {
  const router = await worker.createRouter({ mediaCodecs });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  });
  const peers: WebRtcPeer[] = [];
  try {
    const one = await WebRtcPeer.connect('one', router, webRtcServer);
    peers.push(one);
    const two = await WebRtcPeer.connect('two', router, webRtcServer);
    peers.push(two);
    await exchangeVideo(router, one, two, 2111);
    await exchangeVideo(router, two, one, 2221);
    await exchangeData(one, two);
    await exchangeData(two, one);
  } finally {
    for (const peer of peers) peer.close();
    webRtcServer.close();
    router.close();
  }
}

async function exchangeVideo(
  router: types.Router,
  from: WebRtcPeer,
  to: WebRtcPeer,
  ssrc: number,
): Promise<void> {
  const producer = await from.transport.produce({
    kind: 'video',
    rtpParameters: videoParameters(ssrc, ssrc + 1),
  });
  const { rtpCapabilities } = router;
  const consumer = await to.transport.consume({ producerId: producer.id, rtpCapabilities });
  const arrived = new Inbox<RtpFields>();
  to.onPacket((packet) => {
    if (!isRtcp(packet)) arrived.put(readRtp(packet));
  });
  const wanted = consumer.rtpParameters.encodings?.[0]?.ssrc;
  for (let sequence = 1; sequence <= packetCount; sequence += 1) {
    const payload = vp8KeyFrame(randomBytes(1000));
    from.sendRtp(writeRtp({ payloadType: videoPayloadType, sequence, ssrc, payload }));
    await arrived.take(
      `video packet ${sequence} of ${packetCount}`,
      (packet) => packet.ssrc === wanted && packet.payload.equals(payload),
    );
  }
}

async function exchangeData(from: WebRtcPeer, to: WebRtcPeer): Promise<void> {
  const dataProducer = await from.produceData();
  await to.consumeData(dataProducer);
  for (const bytes of messageBytes) {
    const message = randomBytes(bytes);
    from.sendMessage(message);
    await to.messages.take(`message of ${bytes} bytes`, (candidate) => candidate.equals(message));
  }
}
