import { expect, it } from 'vitest';
import {
  nextSendState,
  type SendSample,
  sendLimit,
  SENDING_ALL,
  type SendState,
} from './sendPolicy.ts';

const fine: SendSample = {
  availableBps: 2_000_000,
  soundLoss: null,
  isSendingVideo: true,
  isSharing: false,
  isComputerBusy: false,
};

function run(from: SendState, seen: Partial<SendSample>, seconds: number, start = 0): SendState {
  let state = from;
  for (let second = 0; second <= seconds; second++) {
    state = nextSendState(state, { ...fine, ...seen }, start + second * 1000);
  }
  return state;
}

const ALL = { maxLayer: Infinity, hold: null };
const SLOW = { maxLayer: null, hold: 'connection' };

it('[M11] sends all while the line carries it', () => {
  const state = run(SENDING_ALL, {}, 60);
  expect(sendLimit(state, 'camera')).toEqual(ALL);
});

it('[M11] on a line that carries hardly more than the sound, the camera is not sent', () => {
  const state = run(SENDING_ALL, { availableBps: 80_000 }, 4);
  expect(sendLimit(state, 'camera')).toEqual(SLOW);
  expect(sendLimit(state, 'screen')).toEqual(ALL);
});

it('[M11] a picture that pushes out the sound is given up at once', () => {
  const short = { availableBps: 80_000, soundLoss: 0.4 };
  expect(sendLimit(run(SENDING_ALL, short, 0), 'camera')).toEqual(SLOW);
  const guessedHigh = { availableBps: 91_000, soundLoss: 0.7 };
  expect(sendLimit(run(SENDING_ALL, guessedHigh, 0), 'camera')).toEqual(SLOW);
  // The screen beside it waits: what was lost before tells nothing of it.
  const sharing = run(SENDING_ALL, { availableBps: 50_000, soundLoss: 0.4, isSharing: true }, 2);
  expect(sendLimit(sharing, 'camera')).toEqual(SLOW);
  expect(sendLimit(sharing, 'screen')).toEqual(ALL);
});

it('a line that loses packets and yet has room keeps the picture', () => {
  expect(sendLimit(run(SENDING_ALL, { soundLoss: 0.4 }, 60), 'camera')).toEqual(ALL);
  expect(
    sendLimit(run(SENDING_ALL, { availableBps: 160_000, soundLoss: 0.4 }, 60), 'camera'),
  ).toEqual(ALL);
  const little = { availableBps: 80_000, soundLoss: 0.02 };
  expect(sendLimit(run(SENDING_ALL, little, 3), 'camera')).toEqual(ALL);
});

it('[M11] the shared screen is given up after the camera', () => {
  const state = run(SENDING_ALL, { availableBps: 50_000, isSharing: true }, 10);
  expect(sendLimit(state, 'screen')).toEqual(SLOW);
  const alone = run(SENDING_ALL, { availableBps: 80_000, isSharing: true }, 30);
  expect(sendLimit(alone, 'screen')).toEqual(ALL);
});

it('[M11] a shared screen that pushes out the sound is given up too, once that is told of it alone', () => {
  const short = { availableBps: 80_000, soundLoss: 0.4, isSharing: true, isSendingVideo: false };
  const gone = run(SENDING_ALL, short, 3);
  expect(sendLimit(gone, 'screen')).toEqual(SLOW);
  const camera = run(SENDING_ALL, short, 2);
  const calm = run(camera, { ...short, soundLoss: 0.02 }, 3, 3000);
  expect(sendLimit(calm, 'screen')).toEqual(ALL);
  // Tried with the camera still away, it is given up by less.
  const waiting = run(gone, { ...short, soundLoss: 0 }, 8, 4000);
  expect(sendLimit(waiting, 'screen')).toEqual(ALL);
  expect(sendLimit(waiting, 'camera')).toEqual(SLOW);
  const tried = run(waiting, { ...short, soundLoss: 0.08 }, 0, 13_000);
  expect(sendLimit(tried, 'screen')).toEqual(SLOW);
});

/** Without its camera, beside a screen that fits, until the camera is tried 8 s later. */
function triedBesideScreen(soundLoss: number): SendState {
  const short = { availableBps: 110_000, soundLoss: 0.4, isSharing: true };
  return run(run(SENDING_ALL, short, 0), { ...short, soundLoss }, 7, 1000);
}

it('[M11] a camera that is tried in vain does not take the shared screen with it', () => {
  const sharing = { availableBps: 110_000, isSharing: true };
  const before = triedBesideScreen(0);
  expect(sendLimit(before, 'camera')).toEqual(ALL);
  const failed = run(before, { ...sharing, soundLoss: 0.4 }, 0, 9000);
  expect(sendLimit(failed, 'camera')).toEqual(SLOW);
  const late = run(failed, { ...sharing, soundLoss: 0.08 }, 5, 10_000);
  expect(sendLimit(late, 'screen')).toEqual(ALL);
});

it('a try beside a shared screen is not blamed for what was lost before it', () => {
  const lossy = { availableBps: 110_000, isSharing: true, soundLoss: 0.09 };
  expect(sendLimit(run(triedBesideScreen(0.08), lossy, 10, 9000), 'camera')).toEqual(ALL);
});

it('a screen that is not shared any more does not keep the camera away', () => {
  const short = { availableBps: 80_000, soundLoss: 0.4, isSharing: true };
  const gone = run(SENDING_ALL, short, 3);
  expect(sendLimit(gone, 'screen')).toEqual(SLOW);
  const ended = { ...short, soundLoss: 0, isSharing: false, isSendingVideo: false };
  expect(sendLimit(run(gone, ended, 7, 4000), 'camera')).toEqual(ALL);
});

it('tries again after a while, and stays when the line has grown', () => {
  const short = run(SENDING_ALL, { availableBps: 80_000 }, 4);
  const waiting = run(short, { availableBps: 80_000, isSendingVideo: false }, 6, 5000);
  expect(sendLimit(waiting, 'camera')).toEqual(SLOW);
  const tried = run(waiting, { isSendingVideo: false }, 1, 12_000);
  expect(sendLimit(tried, 'camera')).toEqual(ALL);
  expect(sendLimit(run(tried, {}, 120, 14_000), 'camera')).toEqual(ALL);
});

/** Held for its line, and tried again 8 s later, when that is estimated higher. */
function tried(soundLossBefore: number | null): SendState {
  const short = run(SENDING_ALL, { availableBps: 80_000 }, 4);
  const without = { availableBps: 110_000, isSendingVideo: false, soundLoss: soundLossBefore };
  return run(run(short, without, 7, 5000), { availableBps: 110_000 }, 0, 13_000);
}

it('[M11] a try that costs sound ends at once', () => {
  const before = tried(0);
  expect(sendLimit(before, 'camera')).toEqual(ALL);
  const costly = run(before, { availableBps: 110_000, soundLoss: 0.08 }, 0, 14_000);
  expect(sendLimit(costly, 'camera')).toEqual(SLOW);
  expect(costly.line.retryDelayMs).toBe(16_000);
});

it('a try is not blamed for what is lost without it, nor where there is room', () => {
  const lossy = run(tried(0.12), { availableBps: 110_000, soundLoss: 0.14 }, 10, 14_000);
  expect(sendLimit(lossy, 'camera')).toEqual(ALL);
  // mediasoup tells the worst that any listener misses, however good the line to it is.
  const listener = run(tried(0), { availableBps: 900_000, soundLoss: 0.4 }, 10, 14_000);
  expect(sendLimit(listener, 'camera')).toEqual(ALL);
});

it('knows what is lost without the camera also after a while without a report', () => {
  const silent = run(tried(0.12), { availableBps: 110_000, soundLoss: null }, 3, 14_000);
  const after = run(silent, { availableBps: 110_000, soundLoss: 0.14 }, 3, 18_000);
  expect(sendLimit(after, 'camera')).toEqual(ALL);
});

it('a line that was not measured yet is not short', () => {
  expect(sendLimit(run(SENDING_ALL, { availableBps: null }, 60), 'camera')).toEqual(ALL);
});

it('[M11] on a busy computer the camera becomes small before it goes, and the screen stays', () => {
  const small = run(SENDING_ALL, { isComputerBusy: true }, 10);
  expect(sendLimit(small, 'camera')).toEqual({ maxLayer: 0, hold: null });
  const gone = run(small, { isComputerBusy: true }, 10, 11_000);
  expect(sendLimit(gone, 'camera')).toEqual({ maxLayer: null, hold: 'computer' });
  expect(sendLimit(gone, 'screen')).toEqual(ALL);
});
