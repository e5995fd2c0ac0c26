import { createApi } from '../../../desktop/e2e/support/createApi.ts';
import { ParleyServer } from '../../../desktop/e2e/support/ParleyServer.ts';
import type { RtpCapabilities, RtpParameters } from '../../../shared/contracts/index.ts';
import { RawSocket } from '../clients/index.ts';
import { cpuSecondsOfTree, PRODUCT_CORE, spawnPinned } from '../harness/index.ts';
import { makeMany } from './FanOutRooms.ts';
import type { FanOutRoom, FanOutRooms, RoomsSize } from './FanOutRooms.ts';

const OPUS_PAYLOAD_TYPE = 111;

/** Meetings at our server as it is shipped, everybody in them a guest by the real protocol. */
export async function openProductRooms(
  { rooms, members }: RoomsSize,
  { withMedia }: { withMedia: boolean },
): Promise<FanOutRooms> {
  const server = await ParleyServer.start({}, (program, args, options) =>
    spawnPinned(PRODUCT_CORE, program, args, options),
  );
  try {
    const api = createApi(server.url);
    const host = await api.register('Host');
    const opened: FanOutRoom[] = [];
    for (let room = 0; room < rooms; room += 1) {
      const { code } = await api.createMeeting(host);
      opened.push(await openRoom({ url: server.url, code, members, withMedia }));
    }
    return {
      rooms: opened,
      eventName: 'meeting:rosterChanged',
      cpu: () => cpuSecondsOfTree(server.pid),
      close: async () => {
        for (const { members: sockets } of opened) sockets.forEach((socket) => socket.close());
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

interface OpenRoom {
  url: string;
  code: string;
  members: number;
  withMedia: boolean;
}

async function openRoom({ url, code, members, withMedia }: OpenRoom): Promise<FanOutRoom> {
  const toggler = await RawSocket.connect(url);
  const { media } = await toggler.call('meeting:join', {
    code,
    displayName: 'Toggler',
    media: { rtpCapabilities: opusCapabilities },
  });
  if (!media) throw new Error('the server has no media');
  // A producer can be muted before a packet of it has come.
  const { producerId } = await toggler.call('media:produce', {
    transportId: media.sendTransport.id,
    source: 'mic',
    rtpParameters: opusParameters,
    isPaused: false,
  });
  const others = await makeMany(members - 1, async (index) => {
    const socket = await RawSocket.connect(url);
    await socket.call('meeting:join', {
      code,
      displayName: `Listener ${index}`,
      ...(withMedia && { media: { rtpCapabilities: opusCapabilities } }),
    });
    return socket;
  });
  let isPaused = false;
  return {
    members: [toggler, ...others],
    toggle: async () => {
      isPaused = !isPaused;
      await toggler.call('media:setProducerPaused', { producerId, isPaused });
    },
  };
}

const opusCapabilities: RtpCapabilities = {
  codecs: [
    {
      kind: 'audio',
      mimeType: 'audio/opus',
      preferredPayloadType: OPUS_PAYLOAD_TYPE,
      clockRate: 48_000,
      channels: 2,
    },
  ],
};

const opusParameters: RtpParameters = {
  codecs: [
    {
      mimeType: 'audio/opus',
      payloadType: OPUS_PAYLOAD_TYPE,
      clockRate: 48_000,
      channels: 2,
    },
  ],
  encodings: [{ ssrc: 5001 }],
  rtcp: { cname: 'bench' },
};
