import type { VideoSource } from './RemoteVideos.ts';
import type { SendLimit } from './SentVideos.ts';
import { ALL_UP, nextStep, type StepState, type StepTiming } from './stepDown.ts';

export interface SendSample {
  /** What the browser thinks the line carries, sound included, bits per second; null: not known. */
  availableBps: number | null;
  /** Share of the sound's packets that lately did not arrive, 0 to 1; null: nobody has told. */
  soundLoss: number | null;
  /** Whether any video was encoded since the last look. */
  isSendingVideo: boolean;
  isSharing: boolean;
  /** The encoder says that the computer holds it back, or the computer itself says so. */
  isComputerBusy: boolean;
}

export interface SendState {
  line: StepState;
  computer: StepState;
  /** What of the sound was lost without the camera, or less: so much is lost by itself, here or on a listener's way. */
  calmLoss: number;
}

export const SENDING_ALL: SendState = { line: ALL_UP, computer: ALL_UP, calmLoss: 0 };

/**
 * The browser takes away the larger layers by itself; but it sends the smallest whatever it costs, and
 * below this the sound next to it begins to break. A shared screen that stands still needs less.
 */
const CAMERA_NEEDS_BPS = 90_000;
const SCREEN_NEEDS_BPS = 60_000;

/** Where the line is short and so much of the sound is lost, it is the picture that pushes it out. */
const BROKEN_SOUND = 0.1;
/** So near to what is needed an estimate is no better than the sound that is lost. */
const BROKEN_NEEDS_BPS = 150_000;
/** While a camera is tried less is enough, as it was not lost before. */
const TRIED_SOUND = 0.06;

const LINE: StepTiming = {
  badForMs: 4000,
  firstRetryMs: 8000,
  longestRetryMs: 60_000,
  trialMs: 15_000,
};
const COMPUTER: StepTiming = {
  badForMs: 10_000,
  firstRetryMs: 20_000,
  longestRetryMs: 120_000,
  trialMs: 30_000,
};

/** 1: two layers less; 2: no camera. The browser itself lets frames go before that. */
const COMPUTER_LEVELS = 2;

export function nextSendState(before: SendState, seen: SendSample, now: number): SendState {
  const needed = before.line.level === 0 ? CAMERA_NEEDS_BPS : SCREEN_NEEDS_BPS;
  const isBelow = (bps: number) => seen.availableBps !== null && seen.availableBps < bps;
  const { level, steppedUpAt } = before.line;
  const isTried = now - steppedUpAt < LINE.trialMs;
  const lost = (seen.soundLoss ?? 0) - before.calmLoss;
  const isBroken =
    // What was told before the camera was given up says nothing against the screen.
    level === 0 && isBelow(BROKEN_NEEDS_BPS) && lost >= (isTried ? TRIED_SOUND : BROKEN_SOUND);
  const line = {
    isBad: seen.isSendingVideo && (isBelow(needed) || isBroken),
    isUrgent: isBroken,
    maxLevel: seen.isSharing ? 2 : 1,
  };
  const computer = {
    isBad: seen.isSendingVideo && seen.isComputerBusy,
    maxLevel: COMPUTER_LEVELS,
  };
  return {
    line: nextStep(before.line, line, LINE, now),
    computer: nextStep(before.computer, computer, COMPUTER, now),
    calmLoss: nextCalmLoss(before, seen.soundLoss),
  };
}

function nextCalmLoss({ line, calmLoss }: SendState, soundLoss: number | null): number {
  if (soundLoss === null) return calmLoss;
  return line.level === 0 ? Math.min(calmLoss, soundLoss) : soundLoss;
}

/** The camera goes before the shared screen, and neither before the sound. */
export function sendLimit({ line, computer }: SendState, source: VideoSource): SendLimit {
  const isLineShort = line.level >= (source === 'camera' ? 1 : 2);
  if (isLineShort) return { maxLayer: null, hold: 'connection' };
  if (source === 'screen' || computer.level === 0) return { maxLayer: Infinity, hold: null };
  if (computer.level === 1) return { maxLayer: 0, hold: null };
  return { maxLayer: null, hold: 'computer' };
}
