import { expect, it } from 'vitest';
import { ALL_UP, nextStep, type StepState } from './stepDown.ts';

const timing = { badForMs: 3000, firstRetryMs: 10_000, longestRetryMs: 30_000, trialMs: 8000 };

/** Looks once a second. @returns the level after each look */
function run(from: StepState, isBad: boolean, seconds: number, start: number, maxLevel = 2) {
  const levels: number[] = [];
  let state = from;
  for (let second = 0; second < seconds; second++) {
    state = nextStep(state, { isBad, maxLevel }, timing, start + second * 1000);
    levels.push(state.level);
  }
  return { state, levels };
}

it('steps down only after it was bad for a while without a break', () => {
  const dip = run(ALL_UP, true, 3, 0);
  expect(dip.levels).toEqual([0, 0, 0]);
  const good = run(dip.state, false, 1, 3000);
  expect(run(good.state, true, 4, 4000).levels).toEqual([0, 0, 0, 1]);
});

it('gives each step time to show before it takes the next, and stops at the last', () => {
  expect(run(ALL_UP, true, 12, 0).levels).toEqual([0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 2]);
});

it('steps up when it was given up for long enough, one by one', () => {
  const { state } = run(ALL_UP, true, 8, 0);
  expect(state.level).toBe(2);
  const { levels } = run(state, false, 30, 8000);
  expect(levels.indexOf(1) + 8).toBe(7 + 10);
  expect(levels.indexOf(0) + 8).toBe(7 + 20);
});

it('does not step up while it is bad', () => {
  const { state } = run(ALL_UP, true, 4, 0, 1);
  expect(run(state, true, 60, 4000, 1).levels.every((level) => level === 1)).toBe(true);
});

it('waits twice as long after each try in vain, and no longer than a limit', () => {
  let state = run(ALL_UP, true, 4, 0, 1).state;
  const delays: number[] = [];
  for (let attempt = 0; attempt < 4; attempt++) {
    delays.push(state.retryDelayMs);
    const up = nextStep(state, { isBad: false, maxLevel: 1 }, timing, state.retryAt);
    expect(up.level).toBe(0);
    state = run(up, true, 4, state.retryAt, 1).state;
    expect(state.level).toBe(1);
  }
  expect(delays).toEqual([10_000, 20_000, 30_000, 30_000]);
});

it('begins anew when the last try held', () => {
  let state = run(ALL_UP, true, 4, 0, 1).state;
  state = nextStep(state, { isBad: false, maxLevel: 1 }, timing, state.retryAt);
  state = run(state, true, 4, state.steppedUpAt + timing.trialMs, 1).state;
  expect(state).toMatchObject({ level: 1, retryDelayMs: timing.firstRetryMs });
});
