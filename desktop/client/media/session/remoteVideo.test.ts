import { describe, expect, it } from 'vitest';
import { largest } from './ElementWatch.ts';
import {
  FROZEN_AFTER_MS,
  mustNudge,
  NO_NUDGES,
  toRemoteVideoState,
  type VideoFacts,
} from './remoteVideo.ts';

const facts: VideoFacts = {
  isPaused: false,
  hold: null,
  isWatched: true,
  lastFrameAt: 10_000,
  watchedSince: 0,
  mayStandStill: false,
};
const late = 10_000 + FROZEN_AFTER_MS + 1;

describe('toRemoteVideoState', () => {
  it('waits until the first frame', () => {
    expect(toRemoteVideoState({ ...facts, lastFrameAt: null }, late)).toBe('waiting');
  });

  it('freezes when a watched camera shows nothing new', () => {
    expect(toRemoteVideoState(facts, 10_500)).toBe('playing');
    expect(toRemoteVideoState(facts, late)).toBe('frozen');
  });

  it('does not call a video frozen that nobody watches or that has just come into sight', () => {
    expect(toRemoteVideoState({ ...facts, isWatched: false }, late)).toBe('playing');
    expect(toRemoteVideoState({ ...facts, watchedSince: late - 100 }, late)).toBe('playing');
  });

  it('lets a screen stand still', () => {
    expect(toRemoteVideoState({ ...facts, mayStandStill: true }, late * 2)).toBe('playing');
  });

  it('is paused when its owner paused it, whatever was seen before', () => {
    expect(toRemoteVideoState({ ...facts, isPaused: true }, late)).toBe('paused');
    expect(toRemoteVideoState({ ...facts, hold: 'connection' }, late)).toBe('held:connection');
  });
});

describe('mustNudge', () => {
  it('asks for a key frame when a watched picture stalls, or never begins', () => {
    expect(mustNudge(facts, NO_NUDGES, 10_500)).toBe(false);
    expect(mustNudge(facts, NO_NUDGES, 10_800)).toBe(true);
    expect(
      mustNudge({ ...facts, lastFrameAt: null, watchedSince: 10_000 }, NO_NUDGES, 10_800),
    ).toBe(true);
  });

  it('asks once a second and gives up on a sender that is gone', () => {
    expect(mustNudge(facts, { count: 1, lastAt: 10_800 }, 11_500)).toBe(false);
    expect(mustNudge(facts, { count: 1, lastAt: 10_800 }, 11_900)).toBe(true);
    expect(mustNudge(facts, { count: 5, lastAt: 0 }, late)).toBe(false);
  });

  it('gives the first picture of a screen the time that it takes over a thin line', () => {
    const screen = { ...facts, mayStandStill: true, lastFrameAt: null, watchedSince: 10_000 };
    expect(mustNudge(screen, NO_NUDGES, 11_900)).toBe(false);
    expect(mustNudge(screen, NO_NUDGES, 12_100)).toBe(true);
    expect(mustNudge(screen, { count: 1, lastAt: 12_100 }, 16_000)).toBe(false);
    expect(mustNudge(screen, { count: 1, lastAt: 12_100 }, 16_200)).toBe(true);
  });

  it('leaves alone what is paused, unseen or a screen that stands still', () => {
    expect(mustNudge({ ...facts, isPaused: true }, NO_NUDGES, late)).toBe(false);
    expect(mustNudge({ ...facts, hold: 'computer' }, NO_NUDGES, late)).toBe(false);
    expect(mustNudge({ ...facts, isWatched: false }, NO_NUDGES, late)).toBe(false);
    expect(mustNudge({ ...facts, mayStandStill: true }, NO_NUDGES, late)).toBe(false);
  });
});

describe('largest', () => {
  const size = (widthPx: number, isVisible = true) => ({ widthPx, heightPx: 100, isVisible });

  it('takes the largest element that can be seen', () => {
    expect(largest([size(100), size(900, false), size(300)])).toEqual(size(300));
  });

  it('is hidden when none can be seen or none is attached', () => {
    expect(largest([size(900, false)]).isVisible).toBe(false);
    expect(largest([]).isVisible).toBe(false);
  });
});
