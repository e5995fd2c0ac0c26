import { describe, expect, it } from 'vitest';
import type { BudgetFacts, BudgetState, BudgetVideo, VideoRank } from './nextBudget.ts';
import {
  FIRST_RETRY_MS,
  LONGEST_RETRY_MS,
  NEXT_RELEASE_MS,
  nextBudget,
  NO_BUDGET,
  SHORT_FOR_MS,
  STAYED_MS,
} from './nextBudget.ts';

const video = (id: string, rank: VideoRank): BudgetVideo => ({ id, rank, isLayerless: false });
const screen = video('screen', 'screen');
const speaker = video('speaker', 'speaker');
const large = video('large', 'other');
const small = video('small', 'other');
const all = [screen, speaker, large, small];

const facts = (availableBps: number | null, videos = all, desiredBps = 2_000_000): BudgetFacts => ({
  availableBps,
  desiredBps,
  videos,
});

/** Looks at the same facts when it asked to, until the time is over. */
function run(state: BudgetState, given: BudgetFacts, from: number, forMs: number): BudgetState {
  let { state: now, lookAt } = nextBudget(state, given, from);
  while (lookAt !== null && lookAt <= from + forMs) {
    ({ state: now, lookAt } = nextBudget(now, given, lookAt));
  }
  return now;
}

const heldAfter = (given: BudgetFacts) => [...run(NO_BUDGET, given, 0, SHORT_FOR_MS).held];

describe('holding', () => {
  it('[M11] holds nothing where all smallest layers fit', () => {
    expect(heldAfter(facts(400_000))).toEqual([]);
  });

  it('[M11] holds the least wanted first, and the shared screen last', () => {
    expect(heldAfter(facts(260_000))).toEqual(['small']);
    expect(heldAfter(facts(160_000))).toEqual(['large', 'small']);
    expect(heldAfter(facts(60_000))).toEqual(['speaker', 'large', 'small']);
    expect(heldAfter(facts(40_000))).toEqual(['screen', 'speaker', 'large', 'small']);
  });

  it('holds nothing before anything was measured', () => {
    expect(heldAfter(facts(null))).toEqual([]);
  });

  it('takes an estimate that covers all that is wanted for plenty, however small it is', () => {
    expect(heldAfter(facts(30_000, [large], 25_000))).toEqual([]);
  });

  it('counts pictures in which little moves by what they really take', () => {
    const four = [speaker, large, small, video('fourth', 'other')];
    expect(heldAfter(facts(110_000, four, 120_000))).toEqual(['fourth']);
  });

  it('does not hold for a dip that is over before the layers have stepped down', () => {
    const dip = nextBudget(NO_BUDGET, facts(40_000), 0);
    expect(dip.lookAt).toBe(SHORT_FOR_MS);
    const { state, lookAt } = nextBudget(dip.state, facts(900_000), SHORT_FOR_MS - 1);
    expect([...state.held]).toEqual([]);
    expect(lookAt).toBeNull();
  });
});

describe('letting go', () => {
  const held = run(NO_BUDGET, facts(40_000), 0, SHORT_FOR_MS);

  it('tries the most wanted again after a while, and the next only when that one runs', () => {
    const { state } = nextBudget(held, facts(null), SHORT_FOR_MS + FIRST_RETRY_MS);
    expect([...state.held]).toEqual(['speaker', 'large', 'small']);
    const at = SHORT_FOR_MS + FIRST_RETRY_MS;
    expect(nextBudget(state, facts(900_000), at + NEXT_RELEASE_MS - 1).state.held.size).toBe(3);
    expect(nextBudget(state, facts(900_000), at + NEXT_RELEASE_MS).state.held.size).toBe(2);
  });

  it('does not let the next go where the room for it is not there', () => {
    const first = run(NO_BUDGET, facts(160_000), 0, SHORT_FOR_MS);
    expect([...first.held]).toEqual(['large', 'small']);
    const later = run(first, facts(200_000), SHORT_FOR_MS, 60_000);
    expect([...later.held]).toEqual(['large', 'small']);
    expect(run(later, facts(340_000), 70_000, 30_000).held.size).toBe(1);
  });

  it('waits twice as long after each try in vain, and no longer than a limit', () => {
    const delays: number[] = [];
    let state = held;
    let now = SHORT_FOR_MS;
    for (let attempt = 0; attempt < 6; attempt++) {
      delays.push(state.retryAt - now);
      now = state.retryAt;
      state = nextBudget(state, facts(null, [large]), now).state;
      state = nextBudget(state, facts(40_000, [large]), now).state;
      now += SHORT_FOR_MS;
      state = nextBudget(state, facts(40_000, [large]), now).state;
      expect([...state.held]).toEqual(['large']);
    }
    expect(delays).toEqual([5000, 10_000, 20_000, 40_000, LONGEST_RETRY_MS, LONGEST_RETRY_MS]);
  });

  /** One camera that is tried, seen with these estimates second by second. @returns when it is held again, if at all, s */
  const heldAgain = (estimates: readonly number[]): number | null => {
    const shut = run(NO_BUDGET, facts(40_000, [large]), 0, SHORT_FOR_MS);
    let { state } = nextBudget(shut, facts(null, [large]), shut.retryAt);
    const seconds = estimates.findIndex((bps, second) => {
      ({ state } = nextBudget(state, facts(bps, [large]), shut.retryAt + second * 1000));
      return state.held.size > 0;
    });
    return seconds === -1 ? null : seconds;
  };

  it('[M11] a try ends as soon as the estimate falls: the sound waits behind the picture by then', () => {
    expect(heldAgain([130_000, 52_000, 47_000, 47_000])).toBe(1);
  });

  it('judges nothing by a try that is over', () => {
    const both = [speaker, large];
    const first = run(NO_BUDGET, facts(160_000, both), 0, SHORT_FOR_MS);
    const { state: tried } = nextBudget(first, facts(270_000, both), first.retryAt);
    const { state: seen } = nextBudget(tried, facts(270_000, both), first.retryAt + 1000);
    const { state: over } = nextBudget(seen, facts(190_000, both), first.retryAt + 2000);
    expect([...over.held]).toEqual(['large']);
    const { state } = nextBudget(over, facts(95_000, both), first.retryAt + 3000);
    expect([...state.held]).toEqual(['large']);
  });

  it('[M11] a try that begins at a low estimate goes on for as long as it rises', () => {
    expect(heldAgain([60_000, 66_000, 72_000, 78_000, 86_000, 95_000, 104_000])).toBeNull();
    expect(heldAgain([60_000, 60_000, 60_000])).toBe(2);
  });

  it('forgets who is not on screen any more', () => {
    const { state } = nextBudget(held, facts(40_000, [small]), SHORT_FOR_MS + 1);
    expect([...state.held]).toEqual(['small']);
  });
});

it('[M11] somebody who begins to speak takes the place of somebody who does not, at once', () => {
  const first = run(NO_BUDGET, facts(160_000, [speaker, large], 900_000), 0, SHORT_FOR_MS);
  expect([...first.held]).toEqual(['large']);
  const turned = [video('large', 'speaker'), video('speaker', 'other')];
  const { state } = nextBudget(first, facts(160_000, turned, 900_000), SHORT_FOR_MS + 1);
  expect([...state.held]).toEqual(['speaker']);
});

it('a picture that is shown larger does not take the place of another', () => {
  const first = run(NO_BUDGET, facts(160_000, [large, small], 900_000), 0, SHORT_FOR_MS);
  const { state } = nextBudget(first, facts(160_000, [small, large]), SHORT_FOR_MS + 1);
  expect([...state.held]).toEqual(['small']);
});

describe('a moving screen of which no layer fits', () => {
  const moving = { ...screen, isLayerless: true };

  it('[M11] takes nothing from the cameras, which show how much there is', () => {
    expect(heldAfter(facts(110_000, [moving, large]))).toEqual([]);
    expect(heldAfter(facts(110_000, [screen, large]))).toEqual(['large']);
  });

  it('[M11] is followed by a camera at the next try, as it shows nothing itself', () => {
    const videos = [screen, large];
    const shut = run(NO_BUDGET, facts(30_000, videos), 0, SHORT_FOR_MS);
    const { state: first } = nextBudget(shut, facts(null, videos), shut.retryAt);
    expect([...first.held]).toEqual(['large']);
    const { state } = nextBudget(first, facts(30_000, [moving, large]), first.retryAt);
    expect([...state.held]).toEqual([]);
  });

  it('[M11] is held and tried itself where there is no camera', () => {
    expect(heldAfter(facts(110_000, [moving]))).toEqual(['screen']);
    expect(heldAfter(facts(110_000, [screen]))).toEqual([]);
  });

  /** The screen comes, does not fit, and is let go when its rest is over; again and again. @returns how long it rested */
  const restsOf = (staysForMs: number, times: number): number[] => {
    const rests: number[] = [];
    let state = NO_BUDGET;
    let now = 0;
    for (let time = 0; time < times; time++) {
      ({ state } = nextBudget(state, facts(235_000, [screen, large]), now));
      ({ state } = nextBudget(state, facts(235_000, [screen, large]), now + 1));
      expect([...state.held]).toEqual([]);
      now += 1 + staysForMs;
      const gone = nextBudget(state, facts(200_000, [moving, large]), now);
      expect([...gone.state.held]).toEqual(['screen']);
      rests.push((gone.lookAt ?? NaN) - now);
      // The camera beside it, for which there is room, keeps its place meanwhile.
      state = run(gone.state, facts(235_000, [screen, large]), now, (gone.lookAt ?? NaN) - now - 1);
      expect([...state.held]).toEqual(['screen']);
      now = gone.lookAt ?? NaN;
    }
    return rests;
  };

  it('[M11] rests when it came and did not fit, longer each time, so that sound is not broken again and again', () => {
    expect(restsOf(2000, 6)).toEqual([
      5000,
      10_000,
      20_000,
      40_000,
      LONGEST_RETRY_MS,
      LONGEST_RETRY_MS,
    ]);
  });

  it('begins anew with short rests when it had stayed', () => {
    expect(restsOf(STAYED_MS, 3)).toEqual([FIRST_RETRY_MS, FIRST_RETRY_MS, FIRST_RETRY_MS]);
  });

  it('does not rest for a dip in which all that is wanted fits', () => {
    const { state: first } = nextBudget(NO_BUDGET, facts(235_000, [screen, large]), 0);
    const { state } = nextBudget(first, facts(300_000, [moving, large], 250_000), 1000);
    expect([...state.held]).toEqual([]);
  });
});
