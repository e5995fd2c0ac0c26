import { expect } from 'vitest';
import type { MediaSource, RequestName } from '../../../../shared/contracts/index.ts';
import type { MeetingAction } from '../../../../shared/domain/permissions.ts';
import { createOffer, createRtpParameters } from '../../media/MediaClient.ts';
import {
  idOf,
  may,
  SEATED,
  told,
  toldOfChange,
  type ActionTable,
  type Ends,
  type SocketAction,
} from './SocketAction.ts';

type MediaRequest = Extract<RequestName, `media:${string}`>;

const nothing = () => [];
/** One's own; whoever has none tries the target's. */
const cameraOf = ({ self, target }: Ends) => (self ?? target).producers.camera ?? 'none';
const sendTransportOf = ({ self, target }: Ends) =>
  (self ?? target).joined.media?.sendTransport.id ?? 'none';
const selfId = ({ self }: Ends) => (self ? idOf(self) : 'none');
const others = ({ scene, self }: Ends) => (self ? scene.liveBut(self) : scene.live());
const turnOwnOn = (source: MediaSource) => async (ends: Ends) => {
  if (ends.self) await ends.scene.turnOn(ends.self, source);
};

const stopOwnSharing = async ({ scene, self }: Ends) => {
  if (self) await scene.stopSharing(self);
};
const toldOfClosing = (ends: Ends) => [told(others(ends), 'media:consumersClosed')];

/** A size that only the largest layer of a camera covers. */
const LARGE = { isVisible: true, widthPx: 1280, heightPx: 720 };
const LARGEST_LAYER = 2;

/** About one's own media; what comes of trying it on another's is in foreignMedia.ts. */
export const MEDIA_ACTIONS: ActionTable<MediaRequest> = {
  'media:resumeConsumers': [
    {
      permission: SEATED,
      input: ({ scene, self }) => ({ consumerIds: [scene.watched(self).consumerId] }),
      // That packets come then, and not before, is for a call with real media to show: foreignMedia.test.ts.
      effects: nothing,
    },
  ],
  'media:setViews': [
    {
      permission: SEATED,
      given: ({ scene }) => scene.layersUnwanted(),
      input: ({ scene, self }) => ({
        views: [{ consumerId: scene.watched(self).consumerId, ...LARGE }],
      }),
      effects: ({ scene, self }) => {
        const { owner, producerId } = scene.watched(self);
        return [
          told([owner], 'media:layersWanted', (wanted) => {
            return wanted.producerId === producerId && wanted.maxSpatialLayer === LARGEST_LAYER;
          }),
        ];
      },
    },
  ],
  'media:restartIce': [
    {
      permission: SEATED,
      input: () => ({}),
      effects: nothing,
      answers: ({ send, recv }, { self }) => {
        const media = self?.joined.media;
        const before = [media?.sendTransport, media?.recvTransport];
        const isOwn = [send, recv].every(({ transportId }, at) => transportId === before[at]?.id);
        const isNew = [send, recv].every(
          ({ iceParameters }, at) => iceParameters.password !== before[at]?.iceParameters.password,
        );
        return isOwn && isNew;
      },
    },
  ],
  'media:connectTransport': [
    {
      permission: SEATED,
      input: connection,
      effects: nothing,
      // A transport is connected once.
      prove: async (self, ends) => {
        const again = await self.client.reply('media:connectTransport', connection(ends));
        expect(again).toMatchObject({ ok: false, error: { code: 'media_rejected' } });
      },
    },
  ],
  'media:produce': [
    producing('screen', 'media:shareScreen', {
      given: stopOwnSharing,
      effects: (ends) => [toldOfChange(ends, { id: selfId(ends), isSharing: true })],
    }),
    producing('screenAudio', 'media:shareScreen', { effects: nothing }),
    // [M3] A second one replaces the first, and it was on all the while.
    producing('mic', 'media:speak', { given: turnOwnOn('mic'), effects: toldOfClosing }),
    producing('camera', 'media:showCamera', { given: turnOwnOn('camera'), effects: toldOfClosing }),
  ],
  'media:setProducerHeld': [
    {
      permission: SEATED,
      input: (ends) => ({ producerId: cameraOf(ends), reason: 'computer' }),
      effects: (ends) => [
        told(others(ends), 'media:consumerHeld', ({ reason }) => reason === 'senderComputer'),
      ],
    },
  ],
  'media:setProducerPaused': [
    {
      permission: SEATED,
      given: turnOwnOn('camera'),
      input: (ends) => ({ producerId: cameraOf(ends), isPaused: true }),
      effects: (ends) => [toldOfChange(ends, { id: selfId(ends), isCameraOn: false })],
    },
  ],
  'media:closeProducer': [
    {
      permission: SEATED,
      given: turnOwnOn('camera'),
      input: (ends) => ({ producerId: cameraOf(ends) }),
      effects: (ends) => [
        toldOfChange(ends, { id: selfId(ends), isCameraOn: false }),
        told(others(ends), 'media:consumersClosed', ({ consumerIds }) => consumerIds.length === 1),
      ],
    },
  ],
  'media:open': [
    {
      permission: SEATED,
      given: turnOwnOn('mic'),
      input: ({ scene }) => ({ rtpCapabilities: createOffer(scene.router).rtpCapabilities }),
      // What it sent by the transports of before is over.
      effects: (ends) => [
        told(others(ends), 'media:consumersClosed'),
        told(ends.scene.live(), 'meeting:rosterChanged', ({ changed: [one] }) => {
          return one?.id === selfId(ends) && one.isMicOn === false;
        }),
      ],
      answers: ({ sendTransport }, ends) => sendTransport.id !== sendTransportOf(ends),
    },
  ],
};

function connection(ends: Ends) {
  return {
    transportId: sendTransportOf(ends),
    dtlsParameters: createOffer(ends.scene.router).dtls?.send ?? { fingerprints: [] },
  };
}

function producing(
  source: MediaSource,
  action: MeetingAction,
  { effects, ...more }: Pick<SocketAction<'media:produce'>, 'given' | 'effects'>,
): SocketAction<'media:produce'> {
  return {
    ...more,
    permission: may(action),
    input: (ends) => ({
      transportId: sendTransportOf(ends),
      source,
      rtpParameters: createRtpParameters(ends.scene.router, source),
      isPaused: false,
    }),
    effects: (ends) => [
      told(others(ends), 'media:consumersAdded', ({ consumers }) =>
        consumers.every((one) => one.source === source && one.participantId === selfId(ends)),
      ),
      ...effects(ends),
    ],
    prove: (self, _ends, { producerId }) => {
      self.producers[source] = producerId;
    },
  };
}
