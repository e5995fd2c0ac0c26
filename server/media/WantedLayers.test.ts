import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MediaConsumer } from './MediaConsumer.ts';
import { MediaPeer } from './MediaPeer.ts';
import { MediaProducer } from './MediaProducer.ts';
import { RoomNode } from './RoomNode.ts';
import { LOWER_AFTER_MS, WantedLayers } from './WantedLayers.ts';

const codecs = [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }];
const encodings = [4, 2, 1].map((scaleResolutionDownBy) => ({ scaleResolutionDownBy }));

let camera: MediaProducer;
let viewers: MediaConsumer[];
let told: (number | null)[];
let wanted: WantedLayers;

beforeEach(() => {
  vi.useFakeTimers();
  camera = new MediaProducer('camera', new MediaPeer('ann'), {
    source: 'camera',
    rtpParameters: { codecs, encodings },
    isPaused: false,
  });
  viewers = [];
  told = [];
  wanted = new WantedLayers({
    consumersFrom: () => viewers,
    tell: ({ maxLayer }) => told.push(maxLayer),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

function addViewer(): MediaConsumer {
  const made = {
    id: `c${viewers.length}`,
    producerId: 'camera',
    kind: 'video' as const,
    type: 'simulcast' as const,
    rtpParameters: { codecs },
    isProducerPaused: false,
  };
  const node = RoomNode.adopt({ run: () => new Promise(() => undefined) }, console, 'room');
  const consumer = new MediaConsumer(
    made,
    { viewer: new MediaPeer('bob'), producer: camera },
    node,
  );
  viewers.push(consumer);
  wanted.look(camera);
  return consumer;
}

function show(consumer: MediaConsumer, widthPx: number): void {
  const isVisible = widthPx > 0;
  void consumer.show({ consumerId: consumer.id, isVisible, widthPx, heightPx: (widthPx * 9) / 16 });
  wanted.look(camera);
}

it('[M12] tells after a while that nobody watches, and at once that somebody comes', () => {
  wanted.look(camera);
  vi.advanceTimersByTime(LOWER_AFTER_MS - 1);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([null]);
  addViewer();
  expect(told).toEqual([null, 0]);
});

it('[M12] wants the largest layer that anybody watches', () => {
  const bob = addViewer();
  const cleo = addViewer();
  show(bob, 300);
  show(cleo, 600);
  vi.advanceTimersByTime(LOWER_AFTER_MS);
  expect(told).toEqual([1]);
  show(bob, 1280);
  expect(told).toEqual([1, 2]);
});

it('[M12] a look away that is soon over costs nothing', () => {
  const bob = addViewer();
  show(bob, 1280);
  show(bob, 0);
  vi.advanceTimersByTime(LOWER_AFTER_MS - 1);
  show(bob, 1280);
  vi.advanceTimersByTime(10 * LOWER_AFTER_MS);
  expect(told).toEqual([]);
});

it('[M12] lowers to what is wanted then, not to what was wanted when the time began', () => {
  const bob = addViewer();
  show(bob, 0);
  vi.advanceTimersByTime(LOWER_AFTER_MS / 2);
  show(bob, 600);
  vi.advanceTimersByTime(LOWER_AFTER_MS / 2);
  expect(told).toEqual([1]);
});

it('[M11] of what is held for want of bandwidth the smallest layer stays, to be tried again', () => {
  const bob = addViewer();
  show(bob, 1280);
  void bob.setHeld(true);
  wanted.look(camera);
  vi.advanceTimersByTime(LOWER_AFTER_MS);
  expect(told).toEqual([0]);
});

it('[S4] takes over from another server what is watched, without asking for all layers first', () => {
  show(addViewer(), 600);
  wanted.adopt(camera);
  expect(camera.maxLayer).toBe(1);
  vi.advanceTimersByTime(10 * LOWER_AFTER_MS);
  expect(told).toEqual([]);
});

it('tells nothing of a video that has ended', () => {
  wanted.look(camera);
  wanted.forget(camera);
  vi.advanceTimersByTime(LOWER_AFTER_MS);
  expect(told).toEqual([]);
});

it('[M9] what was not sent because nobody watched is no sign of a poor network', () => {
  wanted.look(camera);
  vi.advanceTimersByTime(LOWER_AFTER_MS);
  camera.scores = [0, 0, 0];
  expect(camera.isExpected).toBe(false);
  addViewer();
  expect(camera.isExpected).toBe(true);
  expect(camera.scores).toEqual([]);
});
