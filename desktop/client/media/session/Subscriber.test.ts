import type { types } from 'mediasoup-client';
import { beforeEach, expect, test } from 'vitest';
import type {
  ConsumerOptions,
  MediaSource,
  Participant,
} from '../../../../shared/contracts/index.ts';
import { connectionLost } from '../../signaling/wireErrors.ts';
import { Subscriber, type SubscriberDeps } from './Subscriber.ts';

const ANN = 'participant of Ann';
const BOB = 'participant of Bob';

let pausedVideos: string[];
let asked: unknown[];
let isLineDead: boolean;
let subscriber: Subscriber;

beforeEach(async () => {
  pausedVideos = [];
  asked = [];
  isLineDead = false;
  const nothing = () => undefined;
  const deps = {
    caller: {
      call: (_: string, input: unknown) => {
        asked.push(input);
        return isLineDead ? Promise.reject(connectionLost()) : Promise.resolve(null);
      },
    },
    audio: { add: nothing, remove: nothing },
    videos: {
      setStream: nothing,
      setHold: nothing,
      isExpected: () => true,
      setPaused: (participantId: string, source: string, isPaused: boolean) =>
        pausedVideos.push(`${participantId} ${source} ${isPaused}`),
    },
    levels: { setReceiver: nothing },
    views: { forget: nothing, flushShown: nothing },
  };
  // As much of what plays and shows as is asked here; the whole of it needs a browser.
  subscriber = new Subscriber(deps as unknown as SubscriberDeps);
  const transport = {
    consume: ({ id }: { id: string }) =>
      Promise.resolve({ id, track: {}, rtpReceiver: { of: id }, close: nothing }),
  };
  subscriber.setTransport(transport as unknown as types.Transport);
  await subscriber.add([
    offer(ANN, 'mic'),
    offer(ANN, 'camera'),
    offer(ANN, 'screenAudio'),
    offer(BOB, 'mic'),
  ]);
});

function offer(participantId: string, source: MediaSource): ConsumerOptions {
  return {
    id: `${source} of ${participantId}`,
    producerId: `producer of ${source}`,
    type: 'simple',
    kind: source === 'camera' || source === 'screen' ? 'video' : 'audio',
    rtpParameters: { codecs: [] },
    participantId,
    source,
    isProducerPaused: false,
  };
}

const change = (sources: { id: string } & Partial<Participant>) =>
  subscriber.handleRoster({ joined: [], changed: [sources] });

/** What is waited for, and missed when it does not come. */
const flowing = () => subscriber.flows.map(({ receiver }) => (receiver as { of?: string }).of);

test('[M6] what the roster says is off is not waited for, and nobody else’s', () => {
  change({ id: ANN, isMicOn: false });
  expect(flowing()).toEqual([`camera of ${ANN}`, `screenAudio of ${ANN}`, `mic of ${BOB}`]);
  change({ id: ANN, isMicOn: true });
  expect(flowing()).toContain(`mic of ${ANN}`);
});

test('[M6] who is told of late, with the others who joined, is believed as well', () => {
  subscriber.handleRoster({ joined: [{ id: ANN, isMicOn: false }], changed: [] });
  expect(flowing()).not.toContain(`mic of ${ANN}`);
});

test('[M6] a camera that is off is shown as such; a change of anything else leaves it', () => {
  change({ id: ANN, isMicOn: false });
  expect(pausedVideos).toEqual([]);
  change({ id: ANN, isCameraOn: false });
  expect(pausedVideos).toEqual([`${ANN} camera true`]);
});

test('[M6] the sound of a shared screen is not said to be off with its picture', () => {
  change({ id: ANN, isMicOn: false, isCameraOn: false, isSharing: false });
  expect(flowing()).toEqual([`screenAudio of ${ANN}`, `mic of ${BOB}`]);
});

test('key frames that were asked for over a dead line are asked for again with the resume, at once', async () => {
  const offers = [offer(ANN, 'camera'), offer(BOB, 'camera')];
  await subscriber.add(offers);
  const consumerIds = offers.map(({ id }) => id);
  isLineDead = true;
  for (const id of consumerIds) await subscriber.askKeyFrame(id);
  isLineDead = false;
  asked = [];
  await subscriber.sync(offers);
  expect(asked).toEqual([{ consumerIds }]);
  await subscriber.sync(offers);
  expect(asked).toHaveLength(1);
});

test('[S2] a resumed session has the word of the answer', async () => {
  change({ id: ANN, isMicOn: false });
  await subscriber.sync([offer(ANN, 'mic')]);
  expect(flowing()).toEqual([`mic of ${ANN}`]);
});
