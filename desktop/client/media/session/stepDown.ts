/** How soon to give something up while too much is asked, and how soon to try it again; milliseconds. */
export interface StepTiming {
  /** Bad for this long without a break leads one step down. */
  badForMs: number;
  firstRetryMs: number;
  longestRetryMs: number;
  /** Bad again this soon after a step up: it was in vain, and the next waits twice as long. */
  trialMs: number;
}

export interface StepState {
  /** 0: nothing is given up. */
  level: number;
  badSince: number | null;
  /** When the next step up is due; it waits while things are bad. */
  retryAt: number;
  retryDelayMs: number;
  steppedUpAt: number;
}

export const ALL_UP: StepState = {
  level: 0,
  badSince: null,
  retryAt: 0,
  retryDelayMs: 0,
  steppedUpAt: -Infinity,
};

/**
 * Gives up step by step what does not work, and tries each step again after a while: what is given up
 * cannot show that it would work again.
 * @param seen `isUrgent`: so bad that there is nothing to wait for
 */
export function nextStep(
  before: StepState,
  seen: { isBad: boolean; maxLevel: number; isUrgent?: boolean },
  timing: StepTiming,
  now: number,
): StepState {
  const { isBad, maxLevel, isUrgent = false } = seen;
  if (isBad && before.level < maxLevel) {
    const badSince = before.badSince ?? now;
    if (!isUrgent && now - badSince < timing.badForMs) return { ...before, badSince };
    return steppedDown(before, badSince, timing, now);
  }
  const state = { ...before, badSince: null };
  if (isBad || state.level === 0 || now < state.retryAt) return state;
  const retryAt = now + state.retryDelayMs;
  return { ...state, level: state.level - 1, retryAt, steppedUpAt: now };
}

function steppedDown(
  { level, steppedUpAt, retryDelayMs: lastDelayMs }: StepState,
  badSince: number,
  timing: StepTiming,
  now: number,
): StepState {
  const wasInVain = badSince - steppedUpAt < timing.trialMs;
  const retryDelayMs = wasInVain
    ? Math.min(timing.longestRetryMs, lastDelayMs * 2)
    : timing.firstRetryMs;
  // The next step needs as long as this one: what was given up must show first.
  return {
    level: level + 1,
    badSince: null,
    retryAt: now + retryDelayMs,
    retryDelayMs,
    steppedUpAt,
  };
}
