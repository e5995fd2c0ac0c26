import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { PathWatch } from './PathWatch.ts';

describe('PathWatch', () => {
  let clock: FakeClock;
  let states: string[];
  let told: string[];
  let isAsking: boolean;
  let watch: PathWatch;
  beforeEach(() => {
    clock = createFakeClock();
    states = ['connecting', 'new'];
    told = [];
    isAsking = false;
    watch = new PathWatch({
      clock,
      states: () => states,
      isAsking: () => isAsking,
      onHealth: ({ kind }) => told.push(kind),
      onRemedy: (remedy) => told.push(remedy),
    });
    watch.dispatch({ kind: 'opened' });
  });

  it('says blocked within 8 s when ICE never succeeds, and then tries on behind it', () => {
    clock.advance(6900);
    expect(told).toEqual(['connecting']);
    clock.advance(1000);
    expect(told).toEqual(['connecting', 'blocked']);
    clock.advance(30_000);
    expect(told.filter((each) => each !== 'blocked')).toEqual([
      'connecting',
      'restartIce',
      'reopen',
    ]);
    states = ['connected', 'connected'];
    watch.look();
    expect(told.at(-1)).toBe('connected');
    expect(clock.pendingCount).toBe(0);
  });

  it('says blocked within 8 s of a break that neither remedy mends', () => {
    states = ['connected', 'connected'];
    watch.look();
    states = ['connected', 'failed'];
    watch.look();
    clock.advance(3500);
    expect(told.slice(-4)).toEqual(['reconnecting', 'restartIce', 'reconnecting', 'reopen']);
    // The new transports come, and no second round begins with them.
    states = ['connecting', 'new'];
    watch.dispatch({ kind: 'opened' });
    clock.advance(4000);
    expect(told.at(-1)).toBe('blocked');
  });

  it('gives a retry by hand the same time', () => {
    clock.advance(8000);
    watch.dispatch({ kind: 'reopening' });
    expect(told.at(-1)).toBe('reconnecting');
    watch.dispatch({ kind: 'opened' });
    clock.advance(8000);
    expect(told.at(-1)).toBe('blocked');
  });

  it('counts anew after a time in which the server could not be asked', () => {
    watch.dispatch({ kind: 'reopening' });
    watch.freeze();
    clock.advance(60_000);
    watch.thaw();
    clock.advance(6900);
    expect(told.at(-1)).toBe('reconnecting');
    clock.advance(1000);
    expect(told.at(-1)).toBe('blocked');
  });

  it('does not give up on transports that nothing was sent over', () => {
    states = ['new', 'new'];
    clock.advance(60_000);
    expect(told).toEqual(['connecting', 'connected']);
  });

  it('mends a path that breaks, step by step', () => {
    states = ['connected', 'connected'];
    watch.look();
    states = ['connected', 'failed'];
    watch.look();
    expect(told.slice(-2)).toEqual(['reconnecting', 'restartIce']);
    clock.advance(3500);
    expect(told.at(-1)).toBe('reopen');
  });

  it('keeps the transports for as long as the server owes the answer to a restart [S2]', () => {
    states = ['connected', 'connected'];
    watch.look();
    states = ['connected', 'failed'];
    watch.look();
    isAsking = true;
    clock.advance(9000);
    expect(told.at(-1)).toBe('restartIce');
    isAsking = false;
    clock.advance(3500);
    expect(told.at(-1)).toBe('reopen');
  });

  it('counts no time and tries nothing while the server cannot be asked', () => {
    watch.freeze();
    clock.advance(60_000);
    expect(told).toEqual(['connecting']);
    watch.thaw();
    watch.dispatch({ kind: 'opened' });
    clock.advance(8000);
    expect(told.at(-1)).toBe('blocked');
  });

  it('leaves no timer when it is closed', () => {
    watch.close();
    expect(clock.pendingCount).toBe(0);
    watch.dispatch({ kind: 'opened' });
    expect(clock.pendingCount).toBe(0);
  });
});
