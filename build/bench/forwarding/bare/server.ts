// The least that forwards by mediasoup: one worker, one room at a time, nothing else. What the product costs beyond this
// is what we have added. Driven over the channel to its parent, and ends with it.
import { createWorker } from 'mediasoup';
import type { types } from 'mediasoup';
import { mediaCodecs } from '../../../worker/gate/videoCodec.ts';
import { bareRequest } from './protocol.ts';
import type { BareReply, BareRequest } from './protocol.ts';

/** As the product has them: a burst must not be lost here for want of room. */
const BUFFERS = { sendBufferSize: 4 * 1024 * 1024, recvBufferSize: 4 * 1024 * 1024 };

const worker = await createWorker({ logLevel: 'error' });
const [, , address = '127.0.0.1'] = process.argv;
const webRtcServer = await worker.createWebRtcServer({
  listenInfos: [{ protocol: 'udp', ip: '0.0.0.0', announcedAddress: address, ...BUFFERS }],
});
let router = await worker.createRouter({ mediaCodecs });
const transports = new Map<string, types.WebRtcTransport>();

process.on('message', (message: unknown) => {
  const request = bareRequest.parse(message);
  const answer = (reply: Omit<BareReply, 'id'>) => process.send?.({ id: request.id, ...reply });
  handle(request).then(
    (result) => answer({ result }),
    (error: unknown) => answer({ error: String(error) }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ id: 0, result: 'ready' } satisfies BareReply);

async function handle(request: BareRequest): Promise<unknown> {
  switch (request.name) {
    case 'openRoom':
      router.close();
      transports.clear();
      router = await worker.createRouter({ mediaCodecs });
      return null;
    case 'openTransport': {
      const transport = await router.createWebRtcTransport({ webRtcServer });
      await transport.connect({ dtlsParameters: request.dtlsParameters });
      transports.set(transport.id, transport);
      const { id, iceParameters, iceCandidates, dtlsParameters } = transport;
      return { id, iceParameters, iceCandidates, dtlsParameters };
    }
    case 'produce': {
      const { rtpParameters } = request;
      const producer = await find(request.transportId).produce({ kind: 'video', rtpParameters });
      return producer.id;
    }
    case 'consume': {
      const { producerId, rtpCapabilities } = request;
      const consumer = await find(request.transportId).consume({ producerId, rtpCapabilities });
      return consumer.rtpParameters.encodings?.[0]?.ssrc ?? null;
    }
  }
}

function find(transportId: string): types.WebRtcTransport {
  const transport = transports.get(transportId);
  if (!transport) throw new Error(`no transport ${transportId}`);
  return transport;
}
