import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MediaConsumer } from './MediaConsumer.ts';
import { MediaPeer } from './MediaPeer.ts';
import { MediaProducer } from './MediaProducer.ts';
import { FIRST_RETRY_MS, SHORT_FOR_MS } from './nextBudget.ts';
import { RoomNode } from './RoomNode.ts';
import { ViewerBudget } from './ViewerBudget.ts';

const rtpParameters = { codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }] };

let commands: string[];
let tries: unknown[];
let consumer: MediaConsumer;
let held: boolean[];
let starved: boolean[];
let budget: ViewerBudget;

/** What is watched besides. */
let others: MediaConsumer[];

function watch(
  source: 'camera' | 'screen',
  type: 'simulcast' | 'svc' = 'simulcast',
): MediaConsumer {
  const run = (command: string, input: object) => {
    commands.push(command);
    if ('isTry' in input) tries.push(input.isTry);
    return new Promise<never>(() => undefined);
  };
  const isPaused = false;
  const owner = new MediaPeer('ann');
  const producer = new MediaProducer(source, owner, { source, rtpParameters, isPaused });
  const made = {
    id: `${source} ${type}`,
    producerId: source,
    kind: 'video' as const,
    type,
    rtpParameters,
    isProducerPaused: isPaused,
  };
  const ends = { viewer: new MediaPeer('bob'), producer };
  return new MediaConsumer(made, ends, RoomNode.adopt({ run }, console, 'room'));
}

beforeEach(async () => {
  vi.useFakeTimers();
  commands = [];
  tries = [];
  others = [];
  consumer = watch('camera');
  void consumer.handleReady();
  await Promise.resolve();
  held = [];
  starved = [];
  budget = new ViewerBudget({
    consumers: () => [consumer, ...others],
    speakerId: () => null,
    handleHeld: (each, isHeld, isTry) => {
      held.push(isHeld);
      void each.setHeld(isHeld, isTry);
    },
    handleStarved: (each, isStarved) => {
      starved.push(isStarved);
      each.isStarved = isStarved;
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

it('[M11] tells the node that it is a try, as nothing flows that shows what the path carries', () => {
  budget.handleBandwidth(poor);
  vi.advanceTimersByTime(SHORT_FOR_MS + FIRST_RETRY_MS);
  expect(tries).toEqual([false, true]);
});

it('is no try where something flows that shows what the path carries', async () => {
  const still = watch('screen');
  others = [still];
  void still.handleReady();
  await Promise.resolve();
  budget.handleBandwidth({ availableBps: 120_000, desiredBps: 900_000 });
  vi.advanceTimersByTime(SHORT_FOR_MS);
  expect(consumer.heldBecause).toBe('connection');
  budget.handleBandwidth(good);
  vi.advanceTimersByTime(FIRST_RETRY_MS);
  expect(consumer.heldBecause).toBeNull();
  expect(tries.at(-1)).toBe(false);
});

it.each(['simulcast', 'svc'] as const)(
  '[M11] counts nothing for a moving screen that does not fit (%s), nor does that show anything',
  async (type) => {
    const moving = watch('screen', type);
    others = [moving];
    void moving.handleReady();
    await Promise.resolve();
    moving.producer.scores = [10];
    budget.handleBandwidth({ availableBps: 110_000, desiredBps: 900_000 });
    vi.advanceTimersByTime(2 * SHORT_FOR_MS);
    expect(held).toEqual([]);
    budget.handleBandwidth(poor);
    vi.advanceTimersByTime(SHORT_FOR_MS + FIRST_RETRY_MS);
    expect(held).toEqual([true, false]);
    expect(tries.at(-1)).toBe(true);
  },
);

it('lets go of what is not looked at any more', () => {
  budget.handleBandwidth(poor);
  vi.advanceTimersByTime(SHORT_FOR_MS);
  void consumer.show({ consumerId: consumer.id, isVisible: false, widthPx: 0, heightPx: 0 });
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

it('[M11] says why a video stands still of which no layer fits, and no more as soon as one comes', () => {
  const thin = { availableBps: 300_000, desiredBps: 900_000 };
  consumer.producer.scores = [10];
  budget.handleBandwidth(thin);
  vi.advanceTimersByTime(SHORT_FOR_MS - 1);
  budget.handleBandwidth(thin);
  expect(starved).toEqual([]);
  vi.advanceTimersByTime(1);
  budget.handleBandwidth(thin);
  expect(consumer.heldBecause).toBe('connection');
  consumer.comingLayer = 0;
  budget.handleLayer(consumer);
  expect(starved).toEqual([true, false]);
  expect(consumer.heldBecause).toBeNull();
  // It was never paused: mediasoup sends it when there is room.
  expect(held).toEqual([]);
});

it.each([
  ['the path carries all', { availableBps: 950_000, desiredBps: 900_000 }, [10]],
  ['its sender sends nothing', { availableBps: 300_000, desiredBps: 900_000 }, [0]],
])('blames no connection where %s', (_, measured, scores) => {
  consumer.producer.scores = scores;
  budget.handleBandwidth(measured);
  vi.advanceTimersByTime(2 * SHORT_FOR_MS);
  budget.handleBandwidth(measured);
  expect(starved).toEqual([]);
});
