import { beforeEach, expect, it, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import type { Caller } from '../../signaling/index.ts';
import { createSender } from './fakeSender.ts';
import { FULL_SIZE_AFTER_MS } from './producing.ts';
import type { VideoSource } from './RemoteVideos.ts';
import { SentVideos } from './SentVideos.ts';

let clock: FakeClock;
let done: string[];
let videos: SentVideos;

beforeEach(() => {
  clock = createFakeClock();
  done = [];
  const caller = {
    call: (name: string, { producerId, reason }: { producerId: string; reason: string | null }) => {
      done.push(`${name} ${producerId} ${reason}`);
      return Promise.resolve(null);
    },
  };
  videos = new SentVideos({ caller: caller as unknown as Caller, clock }); // One name is asked for.
});

function add(id: string, source: VideoSource = 'camera'): void {
  const setPaused = (isPaused: boolean) => {
    done.push(`${isPaused ? 'pause' : 'resume'} ${id}`);
    producer.paused = isPaused;
  };
  const producer = {
    id,
    rtpSender: createSender((layers) => done.push(`${id} ${layers}`)),
    paused: false,
    pause: () => setPaused(true),
    resume: () => setPaused(false),
  };
  videos.add(source, producer);
}

async function expectDone(...wanted: string[]): Promise<void> {
  await vi.waitFor(() => expect(done).toEqual(wanted));
}

it('sends the largest layer a moment after the first', async () => {
  add('a');
  clock.advance(FULL_SIZE_AFTER_MS);
  await expectDone('a 111');
});

it('sends the layer of a screen that moves a moment after the other', async () => {
  add('a', 'screen');
  await expectDone('a 100');
  clock.advance(FULL_SIZE_AFTER_MS);
  await expectDone('a 100', 'a 111');
});

it('[M12] follows what is wanted of this producer, not of one before it', async () => {
  add('a');
  videos.handleWanted('before', null);
  videos.handleWanted('a', 0);
  await expectDone('a 100');
});

it('[M11] stops a video that is held, with what waits to be sent of it, and says why and until when', async () => {
  add('a');
  videos.setLimit('camera', { maxLayer: null, hold: 'connection' });
  const held = ['a 000', 'pause a', 'media:setProducerHeld a connection'];
  await expectDone(...held);
  videos.setLimit('camera', { maxLayer: Infinity, hold: null });
  await expectDone(...held, 'a 110', 'resume a', 'media:setProducerHeld a null');
});

it('[M11] pauses no video beside another, whose layers the negotiation would turn off and on', async () => {
  add('a');
  add('b', 'screen');
  await expectDone('b 100');
  videos.setLimit('camera', { maxLayer: null, hold: 'connection' });
  videos.setLimit('camera', { maxLayer: 0, hold: null });
  await expectDone(
    'b 100',
    'a 000',
    'media:setProducerHeld a connection',
    'media:setProducerHeld a null',
    'a 100',
  );
});

it('[M11] pauses both where neither is sent, and each until it is again', async () => {
  add('a');
  add('b', 'screen');
  await expectDone('b 100');
  videos.setLimit('camera', { maxLayer: null, hold: 'connection' });
  videos.setLimit('screen', { maxLayer: null, hold: 'connection' });
  const isPause = (entry: string) => /pause|resume/.test(entry);
  expect(done.filter(isPause)).toEqual(['pause a', 'pause b']);
  videos.setLimit('screen', { maxLayer: Infinity, hold: null });
  expect(done.filter(isPause)).toEqual(['pause a', 'pause b', 'resume b']);
  videos.setLimit('camera', { maxLayer: Infinity, hold: null });
  expect(done.filter(isPause).at(-1)).toBe('resume a');
});

it('[M11] a video that is smaller is not held', async () => {
  add('a');
  videos.setLimit('camera', { maxLayer: 0, hold: null });
  await expectDone('a 100');
});

it('[M11] says it of the next producer of the same source, too, and again to another server', async () => {
  videos.setLimit('camera', { maxLayer: null, hold: 'computer' });
  add('a');
  await expectDone('a 000', 'media:setProducerHeld a computer');
  videos.tellAgain();
  expect(done.at(-1)).toBe('media:setProducerHeld a computer');
});

it('leaves no timer behind', () => {
  add('a');
  videos.clear();
  expect(clock.pendingCount).toBe(0);
});
