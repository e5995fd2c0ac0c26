import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { types } from 'mediasoup';
import { statsAfter } from './statsAfter.ts';
import { vp8KeyFrame, writeRtp, writeSenderReport } from './rtpPackets.ts';
import { mediaCodecs, videoParameters, videoPayloadType } from './videoCodec.ts';

const ssrc = 2222;
/** So many packets before the silence, so many are sent into it, and so many come after it. */
const spell = 10;
const lost = 300;
/** mediasoup calls a stream silent after 1.5 s. */
const silenceLimitMs = 5_000;

/**
 * A stream whose path was cut, and which went on being sent: it comes again, and must be judged by what comes. mediasoup
 * sends nobody a layer that is marked 0 (patches.ts, `revived`).
 */
export async function silenceStep(worker: types.Worker): Promise<string> {
  const router = await worker.createRouter({ mediaCodecs });
  const socket = createSocket('udp4');
  try {
    const listenInfo = { protocol: 'udp', ip: '127.0.0.1' } as const;
    const transport = await router.createPlainTransport({ listenInfo, comedia: true });
    const producer = await transport.produce({ kind: 'video', rtpParameters: twoLayers() });
    const send = (packet: Buffer) => socket.send(packet, transport.tuple.localPort, '127.0.0.1');
    const payload = vp8KeyFrame(Buffer.alloc(100));
    const sendFrom = (first: number, count: number) => {
      for (let sequence = first; sequence < first + count; sequence += 1) {
        send(writeRtp({ payloadType: videoPayloadType, sequence, ssrc, payload }));
      }
    };
    const silent = whenSilent(producer);
    sendFrom(0, spell);
    await silent;
    sendFrom(spell + lost, spell);
    send(writeSenderReport(ssrc));
    // Behind the report, so that it has been read when this one is counted.
    sendFrom(spell + lost + spell, 1);
    const { score: mark } = await statsAfter(producer, 2 * spell + 1);
    if (mark < 10) throw new Error(`a stream that came again was marked ${mark} of 10`);
    return `marked ${mark} of 10`;
  } finally {
    socket.close();
    await once(socket, 'close');
    router.close();
  }
}

/** Of a stream that is alone mediasoup does not notice its silence. */
function twoLayers(): types.RtpParameters {
  const one = videoParameters(ssrc, ssrc + 1);
  const other = videoParameters(ssrc + 2, ssrc + 3);
  return { ...one, encodings: [...(one.encodings ?? []), ...(other.encodings ?? [])] };
}

async function whenSilent(producer: types.Producer): Promise<void> {
  const isSilent = (marks: types.ProducerScore[]) => marks.some(({ score }) => score === 0);
  const signal = AbortSignal.timeout(silenceLimitMs);
  let marks: types.ProducerScore[];
  do [marks] = (await once(producer, 'score', { signal })) as [types.ProducerScore[]];
  while (!isSilent(marks));
}
