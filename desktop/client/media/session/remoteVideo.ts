/** What is known of a remote video: `waiting` until its first frame is on screen. */
export type RemoteVideoState = 'waiting' | 'playing' | 'paused' | 'frozen';

/** A camera that shows nothing new for this long, although it should, has frozen. */
export const FROZEN_AFTER_MS = 2500;

export interface VideoFacts {
  isPaused: boolean;
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
  if (facts.lastFrameAt === null) return 'waiting';
  if (!facts.isWatched || facts.mayStandStill) return 'playing';
  const expectedSince = Math.max(facts.lastFrameAt, facts.watchedSince);
  return now - expectedSince > FROZEN_AFTER_MS ? 'frozen' : 'playing';
}
