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
  /** What of the sound was lost without what is tried, or less: so much is lost by itself, here or on a listener's way. */
  calmLoss: number;
  /** When something was last given up for the line. */
  gaveUpAt: number;
}

export const SENDING_ALL: SendState = {
  line: ALL_UP,
  computer: ALL_UP,
  calmLoss: 0,
  gaveUpAt: -Infinity,
};

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
/** While a video is tried less is enough, as it was not lost before. */
const TRIED_SOUND = 0.06;
/** So long is told of what was lost before the camera was given up, which says nothing against the screen. */
const TOLD_LATE_MS = 2500;

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
  // A screen that is not shared any more is not given up either.
  const lineBefore = { ...before.line, level: Math.min(before.line.level, levelsOf(seen)) };
  const needed = lineBefore.level === 0 ? CAMERA_NEEDS_BPS : SCREEN_NEEDS_BPS;
  const isBelow = (bps: number) => seen.availableBps !== null && seen.availableBps < bps;
  const { steppedUpAt } = lineBefore;
  const isTried = steppedUpAt > before.gaveUpAt && now - steppedUpAt < LINE.trialMs;
  const lost = (seen.soundLoss ?? 0) - before.calmLoss;
  const isBroken =
    now - before.gaveUpAt >= TOLD_LATE_MS &&
    isBelow(BROKEN_NEEDS_BPS) &&
    lost >= (isTried ? TRIED_SOUND : BROKEN_SOUND);
  const isSending = seen.isSendingVideo || seen.isSharing;
  const lineSeen = {
    // Of a screen that stands still the one frame may be under way for seconds.
    isBad: (seen.isSendingVideo && isBelow(needed)) || (isSending && isBroken),
    isUrgent: isBroken,
    maxLevel: levelsOf(seen),
  };
  const computer = {
    isBad: seen.isSendingVideo && seen.isComputerBusy,
    maxLevel: COMPUTER_LEVELS,
  };
  const line = nextStep(lineBefore, lineSeen, LINE, now);
  return {
    line,
    computer: nextStep(before.computer, computer, COMPUTER, now),
    calmLoss: nextCalmLoss(before.calmLoss, lineBefore.level, line.level, seen),
    gaveUpAt: line.level > lineBefore.level ? now : before.gaveUpAt,
  };
}

/** How many videos the line may be too short for. */
function levelsOf({ isSharing }: SendSample): number {
  return isSharing ? 2 : 1;
}

/** Taken over where nothing is sent, and before a try: what is lost by then is not lost by what is tried. */
function nextCalmLoss(
  calmLoss: number,
  level: number,
  nextLevel: number,
  seen: SendSample,
): number {
  const { soundLoss } = seen;
  if (soundLoss === null) return calmLoss;
  const isCalm = level === levelsOf(seen) || nextLevel < level;
  return isCalm ? soundLoss : Math.min(calmLoss, soundLoss);
}

/** The camera goes before the shared screen, and neither before the sound. */
export function sendLimit({ line, computer }: SendState, source: VideoSource): SendLimit {
  const isLineShort = line.level >= (source === 'camera' ? 1 : 2);
  if (isLineShort) return { maxLayer: null, hold: 'connection' };
  if (source === 'screen' || computer.level === 0) return { maxLayer: Infinity, hold: null };
  if (computer.level === 1) return { maxLayer: 0, hold: null };
  return { maxLayer: null, hold: 'computer' };
}
