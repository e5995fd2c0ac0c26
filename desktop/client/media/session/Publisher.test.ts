import type { types } from 'mediasoup-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { MediaSource } from '../../../../shared/contracts/index.ts';
import { AppError, type ErrorCode } from '../../../../shared/errors.ts';
import { createFakeClock } from '../../platform/fakeClock.ts';
import type { Caller } from '../../signaling/index.ts';
import type { LocalMedia } from '../localMedia.ts';
import type { LocalMediaState } from '../localMediaState.ts';
import { createSender } from './fakeSender.ts';
import { Publisher } from './Publisher.ts';
import { SentVideos } from './SentVideos.ts';

const off = { kind: 'off' } as const;
const on = { kind: 'on' } as const;

function fakeDevices() {
  const tracks = new Map<MediaSource, MediaStreamTrack>();
  const listeners = new Set<(source: MediaSource) => void>();
  const store = createStore<LocalMediaState>(() => ({
    mic: off,
    camera: off,
    screen: off,
    mics: [],
    cameras: [],
    speakers: [],
    chosenMic: null,
    chosenCamera: null,
    chosenSpeaker: null,
  }));
  const localMedia: Pick<LocalMedia, 'store' | 'track' | 'on'> = {
    store,
    track: (source) => tracks.get(source) ?? null,
    on: (_event, listener) => {
      const own = listener as unknown as (source: MediaSource) => void; // Only `trackChanged` is used.
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
  const setTrack = (source: MediaSource, label: string | null) => {
    if (label === null) tracks.delete(source);
    else tracks.set(source, { label, readyState: 'live' } as MediaStreamTrack); // What is looked at.
    for (const listener of listeners) listener(source);
  };
  return { localMedia, store, setTrack, listeners };
}

function setUp() {
  const done: string[] = [];
  const failures: Record<string, ErrorCode> = {};
  const refused: string[] = [];
  const takenAway: string[] = [];
  const devices = fakeDevices();
  const clock = createFakeClock();
  const caller = {
    call: (name: string, input: { isPaused?: boolean }) => {
      const code = failures[name];
      done.push(`${name} ${input.isPaused ?? ''}`.trim());
      return code ? Promise.reject(new AppError(code, '')) : Promise.resolve(null);
    },
  };
  /** The camera's, whose layers each negotiation sets to an answer of long ago. */
  let camera: RTCRtpSender | null = null;
  const negotiate = async () => {
    const parameters = camera?.getParameters();
    parameters?.encodings.forEach((encoding) => (encoding.active = true));
    if (parameters) await camera?.setParameters(parameters);
  };
  const transport = {
    closed: false,
    produce: async ({ track, appData, zeroRtpOnPause }: types.ProducerOptions) => {
      const code = failures['produce'];
      done.push(`produce ${String(appData?.['source'])} ${String(appData?.['isPaused'])}`);
      if (code) throw new AppError(code, '');
      if (appData?.['source'] === 'screen') await negotiate();
      const producer = {
        id: String(appData?.['source']),
        track,
        closed: false,
        replaceTrack: ({ track: next }: { track: MediaStreamTrack | null }) => {
          done.push(`replaceTrack ${next?.label ?? 'none'}`);
          Object.assign(producer, { track: next });
          return Promise.resolve();
        },
        rtpSender: createSender((layers) => {
          if (appData?.['source'] === 'camera') done.push(`layers ${layers}`);
        }),
        pause: () => zeroRtpOnPause && done.push('pause'),
        close: () => done.push('close'),
      };
      if (appData?.['source'] === 'camera') camera = producer.rtpSender;
      return producer;
    },
  };
  const videos = new SentVideos({ caller: caller as unknown as Caller, clock }); // Every name is answered alike.
  const publisher = new Publisher({
    caller: caller as unknown as Caller, // As above.
    videos,
    localMedia: devices.localMedia,
    onRefused: (source) => refused.push(source),
    onTakenAway: (source) => {
      takenAway.push(source);
      // As the meeting does it: a microphone keeps its track, the others lose theirs.
      if (source === 'mic') devices.store.setState({ mic: off });
      else devices.setTrack(source, null);
    },
  });
  const device = {
    canProduce: () => true,
    handlerName: 'Chrome111',
    sendRtpCapabilities: { codecs: [] },
  };
  const open = () =>
    publisher.setTransport(
      transport as unknown as types.Transport, // As much of mediasoup-client as is used of it.
      device as unknown as types.Device,
    );
  return { ...devices, publisher, videos, done, failures, refused, takenAway, clock, open };
}

/** Whatever was going to be done is done. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

describe('Publisher', () => {
  let test: ReturnType<typeof setUp>;
  beforeEach(() => {
    test = setUp();
  });
  const expectDone = (...steps: string[]) => expect.poll(() => test.done).toEqual(steps);

  it('publishes what is on when the transport comes', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
  });

  it('keeps a muted microphone as a paused producer', async () => {
    test.open();
    test.setTrack('mic', 'desk');
    await expectDone('produce mic true');
    test.store.setState({ mic: on });
    await expectDone('produce mic true', 'media:setProducerPaused false');
  });

  it('takes the track away from a camera that is turned off, and pauses it', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.setTrack('camera', null);
    await expectDone('produce camera false', 'replaceTrack none', 'media:setProducerPaused true');
  });

  it('goes over to another device without a new producer', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.setTrack('camera', 'usb');
    await expectDone('produce camera false', 'replaceTrack usb');
  });

  it('closes a screen that is not shared any more', async () => {
    test.setTrack('screen', 'window');
    test.open();
    await expectDone('produce screen false');
    test.setTrack('screen', null);
    await expectDone('produce screen false', 'close', 'media:closeProducer');
  });

  it('keeps the layers of the camera when a screen is negotiated [M12]', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.setTrack('screen', 'window');
    await expectDone('produce camera false', 'produce screen false', 'layers 111', 'layers 110');
  });

  it('stops what waits to be sent of a camera that is held [M11]', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.videos.setLimit('camera', { maxLayer: null, hold: 'connection' });
    const done = ['layers 000', 'pause', 'media:setProducerHeld'];
    await expectDone('produce camera false', ...done);
  });

  it('ends at the last wish when it changes while something is under way', async () => {
    test.open();
    test.setTrack('mic', 'desk');
    await expectDone('produce mic true');
    test.store.setState({ mic: on });
    test.store.setState({ mic: off });
    test.store.setState({ mic: on });
    await expectDone('produce mic true', 'media:setProducerPaused false');
  });

  it('sends the full size when the line is known', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.clock.advance(1000);
    await expectDone('produce camera false', 'layers 111');
  });

  it('says again what went unanswered, once the server can be asked', async () => {
    test.setTrack('mic', 'desk');
    test.open();
    await expectDone('produce mic true');
    test.failures['media:setProducerPaused'] = 'unavailable';
    test.store.setState({ mic: on });
    await expectDone('produce mic true', 'media:setProducerPaused false');
    delete test.failures['media:setProducerPaused'];
    test.publisher.handleReconnected([{ producerId: 'mic', source: 'mic', isPaused: true }]);
    await expect.poll(() => test.done.at(-1)).toBe('media:setProducerPaused false');
    expect(test.done).toHaveLength(3);
    expect(test.refused).toEqual([]);
  });

  it('stays muted when a host muted it while nothing could be heard [S2][A2]', async () => {
    test.setTrack('mic', 'desk');
    test.store.setState({ mic: on });
    test.open();
    await expectDone('produce mic false');
    test.publisher.handleReconnected([{ producerId: 'mic', source: 'mic', isPaused: true }]);
    expect(test.takenAway).toEqual(['mic']);
    await settled();
    expect(test.done).toEqual(['produce mic false']);
    test.store.setState({ mic: on });
    await expectDone('produce mic false', 'media:setProducerPaused false');
  });

  it('unmutes as its owner wished while nothing could be heard', async () => {
    test.setTrack('mic', 'desk');
    test.open();
    await expectDone('produce mic true');
    test.failures['media:setProducerPaused'] = 'unavailable';
    test.store.setState({ mic: on });
    await expectDone('produce mic true', 'media:setProducerPaused false');
    delete test.failures['media:setProducerPaused'];
    test.publisher.handleReconnected([{ producerId: 'mic', source: 'mic', isPaused: true }]);
    await expect.poll(() => test.done).toHaveLength(3);
    expect(test.takenAway).toEqual([]);
  });

  it('stops sharing a screen that a host closed while nothing could be heard [S2][A2]', async () => {
    test.setTrack('screen', 'window');
    test.open();
    await expectDone('produce screen false');
    test.publisher.handleReconnected([]);
    expect(test.takenAway).toEqual(['screen']);
    await settled();
    expect(test.done).toEqual(['produce screen false', 'close']);
  });

  it('produces again a camera that the server does not have any more [S2]', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.publisher.handleReconnected([]);
    await expectDone('produce camera false', 'close', 'produce camera false');
    expect(test.takenAway).toEqual([]);
  });

  it('closes at the server a screen that was stopped while it could not be told [S2]', async () => {
    test.setTrack('screen', 'window');
    test.open();
    await expectDone('produce screen false');
    test.failures['media:closeProducer'] = 'unavailable';
    test.setTrack('screen', null);
    await expectDone('produce screen false', 'close', 'media:closeProducer');
    delete test.failures['media:closeProducer'];
    await settled();
    test.publisher.handleReconnected([{ producerId: 'screen', source: 'screen', isPaused: false }]);
    await expect.poll(() => test.done.slice(3)).toEqual(['media:closeProducer']);
    expect(test.takenAway).toEqual([]);
  });

  it('knows that the server may have a producer whose answer was lost', async () => {
    test.failures['produce'] = 'unavailable';
    test.setTrack('camera', 'cam');
    test.open();
    await expect.poll(() => test.publisher.hasLostAnswers).toBe(true);
  });

  it('tells once that a source was refused, and does not try in a loop', async () => {
    test.failures['produce'] = 'media_rejected';
    test.setTrack('camera', 'cam');
    test.open();
    await expect.poll(() => test.refused).toEqual(['camera']);
    expect(test.done).toEqual(['produce camera false']);
  });

  it('publishes anew on new transports [M8]', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.publisher.setTransport(null, null);
    test.open();
    await expectDone('produce camera false', 'produce camera false');
  });

  it('lets go of devices and timers when it is closed', async () => {
    test.setTrack('camera', 'cam');
    test.open();
    await expectDone('produce camera false');
    test.publisher.close();
    expect(test.listeners.size).toBe(0);
    expect(test.clock.pendingCount).toBe(0);
  });
});
