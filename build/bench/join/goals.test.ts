import { describe, expect, it } from 'vitest';
import { judgeJoins } from './goals.ts';
import type { JoinFigures } from './joinTimes.ts';

const FIGURES: JoinFigures = {
  joins: 100,
  failed: 0,
  p50: 200,
  p95: 240,
  p99: 260,
  screenP50: 300,
  screenP95: 400,
  soundP50: 190,
  soundP95: 230,
  soundP99: 250,
  signalling: 40,
  ice: 60,
  dtls: 10,
  keyFrame: 90,
};
const QUIET = { publishers: 1, roundTrip: 0, loss: 0 };

describe('judgeJoins', () => {
  it('holds the picture against the goal', () => {
    expect(judgeJoins(QUIET, FIGURES).isMet).toBe(true);
    expect(judgeJoins(QUIET, { ...FIGURES, p95: 251 }).isMet).toBe(false);
  });

  it.each([
    [QUIET, { soundP95: 251 }],
    [{ ...QUIET, roundTrip: 40 }, { soundP50: 351 }],
    [{ ...QUIET, loss: 0.02 }, { soundP99: Infinity }],
  ])('misses by sound alone, %o', (conditions, late) => {
    expect(judgeJoins(conditions, { ...FIGURES, ...late }).isMet).toBe(false);
  });
});
