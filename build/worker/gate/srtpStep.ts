import { randomBytes } from 'node:crypto';
import type { types } from 'mediasoup';
import { RtpPeer } from './RtpPeer.ts';
import { SrtpContext, masterBytes } from './SrtpContext.ts';
import type { Suite } from './SrtpContext.ts';
import { nackedSequences, vp8KeyFrame, writeNack, writeRtp } from './rtpPackets.ts';
import { mediaCodecs, rtxPayloadType, videoParameters, videoPayloadType } from './videoCodec.ts';

const senderSsrc = 1111;
const senderRtxSsrc = 1112;
const firstSequence = 1000;
const packetCount = 50;
/** Sent only when the worker has asked for it. */
const withheld = 20;

type Leg = { transport: types.PlainTransport; peer: RtpPeer };

/**
 * One stream through the worker in one SRTP suite, with retransmission on both sides: the worker
 * must decrypt RTP and RTCP of a sender, ask it for the packet it withheld, encrypt both for a
 * receiver, and send again what the receiver asks for.
 */
export async function srtpStep(worker: types.Worker, suite: Suite): Promise<void> {
  const router = await worker.createRouter({ mediaCodecs });
  const sender = await connectLeg(router, suite, { comedia: true });
  const receiver = await connectLeg(router, suite, { comedia: false });
  try {
    const producer = await sender.transport.produce({
      kind: 'video',
      rtpParameters: videoParameters(senderSsrc, senderRtxSsrc),
    });
    const consumer = await receiver.transport.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
    });
    const payloads = await forwardAll(sender, receiver, consumer);
    await retransmitToReceiver(receiver, consumer, payloads);
  } finally {
    sender.peer.close();
    receiver.peer.close();
    router.close();
  }
}

async function connectLeg(
  router: types.Router,
  suite: Suite,
  { comedia }: { comedia: boolean },
): Promise<Leg> {
  const transport = await router.createPlainTransport({
    listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
    rtcpMux: true,
    comedia,
    enableSrtp: true,
    srtpCryptoSuite: suite,
  });
  const workerKey = transport.srtpParameters?.keyBase64;
  if (workerKey === undefined) throw new Error('the transport has no SRTP key');
  const peerKey = randomBytes(masterBytes(suite));
  const peer = await RtpPeer.create(
    new SrtpContext(suite, Buffer.from(workerKey, 'base64')),
    new SrtpContext(suite, peerKey),
  );
  await transport.connect({
    // With `comedia` the worker learns the address from the first packet that it can decrypt.
    ...(comedia ? {} : { ip: '127.0.0.1', port: peer.port }),
    srtpParameters: { cryptoSuite: suite, keyBase64: peerKey.toString('base64') },
  });
  return { transport, peer };
}

/** Sends all packets but one, answers the worker's NACK for that one, and checks what comes out. */
async function forwardAll(
  sender: Leg,
  receiver: Leg,
  consumer: types.Consumer,
): Promise<Map<string, number>> {
  const workerPort = sender.transport.tuple.localPort;
  const payloads = Array.from({ length: packetCount }, () => vp8KeyFrame(randomBytes(1000)));
  for (const [n, payload] of payloads.entries()) {
    if (n === withheld) continue;
    const sequence = firstSequence + n;
    const fields = { payloadType: videoPayloadType, sequence, ssrc: senderSsrc, payload };
    sender.peer.sendRtp(writeRtp(fields), workerPort);
  }
  const missing = firstSequence + withheld;
  await sender.peer.rtcp.take('NACK from the worker', (packet) =>
    nackedSequences(packet, senderSsrc).includes(missing),
  );
  const originalSequence = Buffer.alloc(2);
  originalSequence.writeUInt16BE(missing);
  const rtx = {
    payloadType: rtxPayloadType,
    sequence: 1,
    ssrc: senderRtxSsrc,
    payload: Buffer.concat([originalSequence, payloads[withheld] ?? Buffer.alloc(0)]),
  };
  sender.peer.sendRtp(writeRtp(rtx), workerPort);

  const ssrc = ssrcOf(consumer);
  const arrived = new Map<string, number>();
  for (const [n, payload] of payloads.entries()) {
    const what = `forwarded packet ${n + 1} of ${packetCount}`;
    const packet = await receiver.peer.rtp.take(
      what,
      (candidate) => candidate.ssrc === ssrc && candidate.payload.equals(payload),
    );
    arrived.set(payload.toString('base64'), packet.sequence);
  }
  return arrived;
}

/** The receiver pretends to have lost a packet: it must come again, the same, as RTX. */
async function retransmitToReceiver(
  receiver: Leg,
  consumer: types.Consumer,
  arrived: Map<string, number>,
): Promise<void> {
  const [lost] = [...arrived].slice(-5);
  if (!lost) throw new Error('no packet was forwarded');
  const [payload, sequence] = lost;
  receiver.peer.sendRtcp(writeNack(ssrcOf(consumer), sequence), receiver.transport.tuple.localPort);
  const rtxSsrc = consumer.rtpParameters.encodings?.[0]?.rtx?.ssrc;
  const again = await receiver.peer.rtp.take(
    'retransmission from the worker',
    (packet) => packet.ssrc === rtxSsrc,
  );
  const restored = again.payload.subarray(2).toString('base64');
  if (again.payload.readUInt16BE(0) !== sequence || restored !== payload) {
    throw new Error('the worker sent another packet again than the one asked for');
  }
}

function ssrcOf(consumer: types.Consumer): number {
  const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc;
  if (ssrc === undefined) throw new Error('the consumer has no SSRC');
  return ssrc;
}
