import { randomBytes } from 'node:crypto';
import type { types } from 'mediasoup';
import { WebRtcPeer } from './WebRtcPeer.ts';
import { isRtcp, readRtp, vp8KeyFrame, writeRtp } from './rtpPackets.ts';
import { mediaCodecs, videoParameters, videoPayloadType } from './videoCodec.ts';

const durationMs = 20_000;
const tickMs = 10;
const packetsPerTick = 10;
/** How many times each packet leaves the worker: 10,000 packets or 90 Mb a second in all. */
const fanOut = 10;
const ssrc = 3111;
/** A busy machine drops UDP on its loopback too; ciphers out of step would lose all from there on. */
const requiredShare = 0.5;

/**
 * A stream sent to a receiver many times over, for a while, with clients joining and leaving all
 * along. What only shows under load or over time (memory freed too early, an encryption that slips
 * out of step) shows here as a dead worker or as packets that do not arrive.
 */
export async function loadStep(worker: types.Worker): Promise<string> {
  const router = await worker.createRouter({ mediaCodecs });
  const webRtcServer = await worker.createWebRtcServer({
    listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }],
  });
  const peers: WebRtcPeer[] = [];
  const stop = new AbortController();
  try {
    const sender = await WebRtcPeer.connect('sender', router, webRtcServer);
    peers.push(sender);
    const receiver = await WebRtcPeer.connect('receiver', router, webRtcServer);
    peers.push(receiver);
    const rtpParameters = videoParameters(ssrc, ssrc + 1);
    const producer = await sender.transport.produce({ kind: 'video', rtpParameters });
    const expected = new Set<number | undefined>();
    for (let n = 0; n < fanOut; n += 1) {
      const consumer = await consume(producer, receiver, router);
      expected.add(consumer.rtpParameters.encodings?.[0]?.ssrc);
    }
    let received = 0;
    receiver.onPacket((packet) => {
      // The worker also sends packets of its own, to probe for bandwidth.
      if (!isRtcp(packet) && expected.has(readRtp(packet).ssrc)) received += 1;
    });

    const visits = visitUntil(stop.signal, producer, router, webRtcServer);
    const sent = await Promise.race([sendForAWhile(sender, stop.signal), failureOf(visits)]);
    stop.abort();
    const visitors = await visits;
    const wanted = sent * fanOut;
    if (received < wanted * requiredShare) {
      throw new Error(`only ${received} of ${wanted} packets arrived`);
    }
    return `${received} of ${wanted} packets arrived, ${visitors} clients came and went`;
  } finally {
    stop.abort();
    for (const peer of peers) peer.close();
    webRtcServer.close();
    router.close();
  }
}

function consume(
  producer: types.Producer,
  receiver: WebRtcPeer,
  router: types.Router,
): Promise<types.Consumer> {
  const { rtpCapabilities } = router;
  return receiver.transport.consume({ producerId: producer.id, rtpCapabilities });
}

/** @returns how many packets were sent. */
function sendForAWhile(sender: WebRtcPeer, signal: AbortSignal): Promise<number> {
  const filler = randomBytes(1100);
  let sent = 0;
  const endAt = performance.now() + durationMs;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      for (let n = 0; n < packetsPerTick; n += 1) {
        sent += 1;
        // Each payload differs, so that a cipher which repeats itself cannot pass.
        filler.writeUInt32BE(sent, 0);
        const payload = vp8KeyFrame(filler);
        const sequence = sent & 0xffff;
        sender.sendRtp(writeRtp({ payloadType: videoPayloadType, sequence, ssrc, payload }));
      }
      if (performance.now() >= endAt || signal.aborted) {
        clearInterval(timer);
        resolve(sent);
      }
    }, tickMs);
  });
}

/** One client after the other joins, receives the stream and leaves. @returns how many. */
async function visitUntil(
  signal: AbortSignal,
  producer: types.Producer,
  router: types.Router,
  webRtcServer: types.WebRtcServer,
): Promise<number> {
  let visitors = 0;
  while (!signal.aborted) {
    const visitor = await WebRtcPeer.connect(`visitor ${visitors}`, router, webRtcServer);
    try {
      await consume(producer, visitor, router);
      await new Promise<void>((resolve) => {
        visitor.onPacket((packet) => {
          if (!isRtcp(packet)) resolve();
        });
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    } finally {
      visitor.close();
    }
    visitors += 1;
  }
  return visitors;
}

/** Rejects when `work` does, and never resolves. */
function failureOf(work: Promise<unknown>): Promise<never> {
  return new Promise((_resolve, reject) => {
    work.catch(reject);
  });
}
