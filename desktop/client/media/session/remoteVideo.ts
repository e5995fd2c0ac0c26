import type { HoldReason } from '../../../../shared/contracts/index.ts';

/** Why a video that is on and on screen does not come: as the server says, or this computer is busy. */
export type VideoHold = HoldReason | 'computer';

/** What is known of a remote video: `waiting` until its first frame is on screen. */
export type RemoteVideoState = 'waiting' | 'playing' | 'paused' | 'frozen' | `held:${VideoHold}`;

/** A camera that shows nothing new for this long, although it should, has frozen. */
export const FROZEN_AFTER_MS = 2500;

export interface VideoFacts {
  isPaused: boolean;
  hold: VideoHold | null;
  /** Whether an element that can be seen is attached: only then frames are expected. */
  isWatched: boolean;
  /** When the last frame was presented (ms), null: none was yet. */
  lastFrameAt: number | null;
  /** Since when frames are expected (ms). */
  watchedSince: number;
  /** A screen may stand still for as long as it likes. */
  mayStandStill: boolean;
}

export function toRemoteVideoState(facts: VideoFacts, now: number): RemoteVideoState {
  if (facts.isPaused) return 'paused';
  if (facts.hold !== null) return `held:${facts.hold}`;
  if (facts.lastFrameAt === null) return 'waiting';
  if (!facts.isWatched || facts.mayStandStill) return 'playing';
  const expectedSince = Math.max(facts.lastFrameAt, facts.watchedSince);
  return now - expectedSince > FROZEN_AFTER_MS ? 'frozen' : 'playing';
}

interface Patience {
  /** A picture that stands still this long lacks a key frame more likely than anything to show. */
  stalledAfterMs: number;
  pauseMs: number;
}

/** The worker answers one key frame request per second. */
const FOR_CAMERA: Patience = { stalledAfterMs: 700, pauseMs: 1000 };
/** A key frame of a screen takes a thin line seconds, and another one on top of it longer. */
const FOR_SCREEN: Patience = { stalledAfterMs: 2000, pauseMs: 4000 };
/** After that it is not a lost frame: the sender is gone, and the server says so. */
const MAX_NUDGES = 5;

export interface Nudges {
  count: number;
  lastAt: number;
}

export const NO_NUDGES: Nudges = { count: 0, lastAt: -Infinity };

/**
 * The browser waits 3 s before it asks for the key frame that it lacks, and after a switch of layers
 * the worker may have asked in vain: so we ask ourselves.
 */
export function mustNudge(facts: VideoFacts, nudges: Nudges, now: number): boolean {
  if (facts.isPaused || facts.hold !== null || !facts.isWatched) return false;
  if (facts.mayStandStill && facts.lastFrameAt !== null) return false;
  const { stalledAfterMs, pauseMs } = facts.mayStandStill ? FOR_SCREEN : FOR_CAMERA;
  if (nudges.count >= MAX_NUDGES || now - nudges.lastAt < pauseMs) return false;
  return now - Math.max(facts.lastFrameAt ?? 0, facts.watchedSince) > stalledAfterMs;
}
