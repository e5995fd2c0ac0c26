import { createSocket } from 'node:dgram';
import type { Socket } from 'node:dgram';
import { once } from 'node:events';
import { setInterval, setTimeout } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { Inbox } from './Inbox.ts';
import {
  asksForKeyFrame,
  isRtcp,
  readRtp,
  vp8KeyFrame,
  writePictureLoss,
  writeRtp,
} from './rtpPackets.ts';
import { statsAfter } from './statsAfter.ts';
import { mediaCodecs, videoParameters, videoPayloadType } from './videoCodec.ts';

const senderSsrc = 3333;
/** As in meetings: a sender is asked no more often than that. */
const keyFrameRequestDelay = 350;
/** So often and so many times a viewer asks who gets nothing whole. */
const askEveryMs = 100;
const asks = 25;
/** After each key frame the next rests for longer: 0.3, 0.9, 2.7 s. The one asked for at the join counts if it was less than 1 s ago. */
const answers = { fewest: 2, most: 3 };

/**
 * A viewer who keeps asking for key frames, which come each time: not every request may be handed on, or on a thin line
 * they drown one another (patches.ts, `patience`).
 */
export async function keyFrameStep(worker: types.Worker): Promise<string> {
  const router = await worker.createRouter({ mediaCodecs });
  const sender = await openSocket();
  const viewer = await openSocket();
  try {
    const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;
    const inbound = await router.createPlainTransport({ listenInfo, comedia: true });
    const outbound = await router.createPlainTransport({ listenInfo });
    await outbound.connect({ ip: '127.0.0.1', port: viewer.address().port });
    const producer = await inbound.produce({
      kind: 'video',
      rtpParameters: videoParameters(senderSsrc, senderSsrc + 1),
      keyFrameRequestDelay,
    });
    const arrived = new Inbox<number>();
    viewer.on('message', (packet) => {
      if (!isRtcp(packet)) arrived.put(readRtp(packet).ssrc);
    });
    let sequence = 0;
    const sendKeyFrame = () => {
      sequence += 1;
      const payload = vp8KeyFrame(Buffer.alloc(100));
      const fields = { payloadType: videoPayloadType, sequence, ssrc: senderSsrc, payload };
      sender.send(writeRtp(fields), inbound.tuple.localPort, '127.0.0.1');
    };
    const requests = new Inbox<number>();
    let handedOn = 0;
    sender.on('message', (packet) => {
      if (!isRtcp(packet) || !asksForKeyFrame(packet, senderSsrc)) return;
      handedOn += 1;
      requests.put(handedOn);
    });
    // The worker learns the sender's address from its first packet, and has somebody to ask from then on.
    sendKeyFrame();
    await statsAfter(producer, 1);
    const consumer = await outbound.consume({
      producerId: producer.id,
      rtpCapabilities: router.rtpCapabilities,
    });
    const ssrc = consumer.rtpParameters.encodings?.[0]?.ssrc ?? 0;
    const ask = () => viewer.send(writePictureLoss(ssrc), outbound.tuple.localPort, '127.0.0.1');

    await requests.take('request for somebody who joins');
    ask();
    await setTimeout(askEveryMs);
    sendKeyFrame();
    await arrived.take('key frame for somebody who joins');
    await setTimeout(2 * keyFrameRequestDelay);
    if (handedOn !== 1) throw new Error('what had been answered was asked for once more');

    handedOn = 0;
    sender.on('message', (packet) => {
      if (isRtcp(packet) && asksForKeyFrame(packet, senderSsrc)) sendKeyFrame();
    });
    const turns = setInterval(askEveryMs);
    for (let asked = 0; asked < asks; asked += 1) {
      ask();
      await turns.next();
    }
    await turns.return?.();
    const note = `${handedOn} of ${asks} handed on`;
    if (handedOn < answers.fewest || handedOn > answers.most) {
      throw new Error(`of a viewer's requests for key frames ${note}`);
    }
    return note;
  } finally {
    await Promise.all([close(sender), close(viewer)]);
    router.close();
  }
}

async function openSocket(): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function close(socket: Socket): Promise<void> {
  socket.close();
  await once(socket, 'close');
}
