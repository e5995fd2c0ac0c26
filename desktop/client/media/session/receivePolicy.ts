import type { View } from '../../../../shared/contracts/index.ts';
import type { VideoSource } from './RemoteVideos.ts';
import { ALL_UP, nextStep, type StepState, type StepTiming } from './stepDown.ts';

export interface ReceiveSample {
  /** Since the last look. */
  framesDecoded: number;
  framesDropped: number;
  /** What the computer says of itself; null: the browser does not tell. */
  isCritical: boolean | null;
}

export interface WantedView extends View {
  source: VideoSource;
}

const TIMING: StepTiming = {
  badForMs: 8000,
  firstRetryMs: 20_000,
  longestRetryMs: 120_000,
  trialMs: 30_000,
};
/** 1: cameras at their smallest; 2: only the largest camera, and shared screens. */
const LEVELS = 2;

/** Of frames that arrived this share was too late to be shown. Without the computer's own word, more. */
const BEHIND = { told: 0.3, untold: 0.5 } as const;
/** Fewer frames prove nothing. */
const MIN_FRAMES = 10;

/** Small enough for the smallest layer of any camera. */
const SMALLEST = { widthPx: 160, heightPx: 90 } as const;

export const RECEIVING_ALL: StepState = ALL_UP;

export function nextReceiveState(before: StepState, seen: ReceiveSample, now: number): StepState {
  return nextStep(before, { isBad: isBehind(seen), maxLevel: LEVELS }, TIMING, now);
}

/** Late frames alone may be the network's fault: the computer must be busy, or its word not to be had. */
export function isBehind({ framesDecoded, framesDropped, isCritical }: ReceiveSample): boolean {
  const frames = framesDecoded + framesDropped;
  if (frames < MIN_FRAMES || isCritical === false) return false;
  return framesDropped / frames > (isCritical ? BEHIND.told : BEHIND.untold);
}

/** @returns what is asked of the server instead, and the consumers that are not asked for any more */
export function limitViews(
  level: number,
  wanted: readonly WantedView[],
): { views: View[]; held: ReadonlySet<string> } {
  const cameras = wanted.filter(({ source, isVisible }) => source === 'camera' && isVisible);
  const areas = cameras.map(({ widthPx, heightPx }) => widthPx * heightPx);
  const largest = cameras[areas.indexOf(Math.max(...areas))];
  const held = new Set(
    level < 2 ? [] : cameras.filter((view) => view !== largest).map((view) => view.consumerId),
  );
  const views = wanted.map(({ source, ...view }) => {
    if (held.has(view.consumerId)) return { ...view, isVisible: false, widthPx: 0, heightPx: 0 };
    const isCut = level > 0 && source === 'camera' && view.isVisible;
    return isCut ? { ...view, ...smaller(view) } : view;
  });
  return { views, held };
}

function smaller({ widthPx, heightPx }: View): { widthPx: number; heightPx: number } {
  return {
    widthPx: Math.min(widthPx, SMALLEST.widthPx),
    heightPx: Math.min(heightPx, SMALLEST.heightPx),
  };
}
