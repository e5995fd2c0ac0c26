import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MediaConsumer } from './MediaConsumer.ts';
import { MediaPeer } from './MediaPeer.ts';
import { MediaProducer } from './MediaProducer.ts';
import { FIRST_RETRY_MS, SHORT_FOR_MS } from './nextBudget.ts';
import { RoomNode } from './RoomNode.ts';
import { ViewerBudget } from './ViewerBudget.ts';

const rtpParameters = { codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }] };

let commands: string[];
let consumer: MediaConsumer;
let held: boolean[];
let budget: ViewerBudget;

beforeEach(async () => {
  vi.useFakeTimers();
  commands = [];
  const run = (command: string) => {
    commands.push(command);
    return new Promise<never>(() => undefined);
  };
  const producer = new MediaProducer('camera', new MediaPeer('ann'), {
    source: 'camera',
    rtpParameters,
    isPaused: false,
  });
  const made = {
    id: 'consumer',
    producerId: 'camera',
    kind: 'video' as const,
    type: 'simulcast' as const,
    rtpParameters,
    isProducerPaused: false,
  };
  const ends = { viewer: new MediaPeer('bob'), producer };
  consumer = new MediaConsumer(made, ends, RoomNode.adopt({ run }, console, 'room'));
  void consumer.handleReady();
  await Promise.resolve();
  held = [];
  budget = new ViewerBudget({
    consumers: () => [consumer],
    speakerId: () => null,
    handleHeld: (each, isHeld) => {
      held.push(isHeld);
      void each.setHeld(isHeld);
    },
  });
});
afterEach(() => {
  budget.close();
  vi.useRealTimers();
});

const poor = { availableBps: 50_000, desiredBps: 900_000 };
const good = { availableBps: 950_000, desiredBps: 900_000 };

it('[M11] pauses at the node what does not fit, tries it again, and keeps it when it fits', () => {
  budget.handleBandwidth(poor);
  vi.advanceTimersByTime(SHORT_FOR_MS);
  expect(held).toEqual([true]);
  expect(consumer.heldBecause).toBe('connection');
  expect(commands.at(-1)).toBe('consumer:pause');
  vi.advanceTimersByTime(FIRST_RETRY_MS);
  expect(commands.at(-1)).toBe('consumer:resume');
  budget.handleBandwidth(good);
  vi.advanceTimersByTime(10 * FIRST_RETRY_MS);
  expect(held).toEqual([true, false]);
});

it('does not hold again on what was measured before the try', () => {
  budget.handleBandwidth(poor);
  vi.advanceTimersByTime(SHORT_FOR_MS + FIRST_RETRY_MS + 2 * SHORT_FOR_MS);
  expect(held).toEqual([true, false]);
});

it('lets go of what is not looked at any more', () => {
  budget.handleBandwidth(poor);
  vi.advanceTimersByTime(SHORT_FOR_MS);
  void consumer.show({ consumerId: 'consumer', isVisible: false, widthPx: 0, heightPx: 0 });
  budget.look();
  expect(held).toEqual([true, false]);
  expect(commands.at(-1)).toBe('consumer:pause');
});

it('does nothing any more once it is closed', () => {
  budget.handleBandwidth(poor);
  budget.close();
  vi.advanceTimersByTime(SHORT_FOR_MS);
  expect(held).toEqual([]);
});
