import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { PathWatch } from './PathWatch.ts';

describe('PathWatch', () => {
  let clock: FakeClock;
  let states: string[];
  let told: string[];
  let watch: PathWatch;
  beforeEach(() => {
    clock = createFakeClock();
    states = ['connecting', 'new'];
    told = [];
    watch = new PathWatch({
      clock,
      states: () => states,
      onHealth: ({ kind }) => told.push(kind),
      onRemedy: (remedy) => told.push(remedy),
    });
    watch.dispatch({ kind: 'opened' });
  });

  it('ends at blocked when ICE never succeeds, within 15 s', () => {
    clock.advance(15_000);
    expect(told).toEqual(['connecting', 'connecting', 'restartIce', 'blocked']);
    expect(clock.pendingCount).toBe(0);
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
    clock.advance(6000);
    expect(told.at(-1)).toBe('reopen');
  });

  it('counts no time and tries nothing while the server cannot be asked', () => {
    watch.freeze();
    clock.advance(60_000);
    expect(told).toEqual(['connecting']);
    watch.thaw();
    watch.dispatch({ kind: 'opened' });
    clock.advance(8000);
    expect(told.at(-1)).toBe('restartIce');
  });

  it('leaves no timer when it is closed', () => {
    watch.close();
    expect(clock.pendingCount).toBe(0);
    watch.dispatch({ kind: 'opened' });
    expect(clock.pendingCount).toBe(0);
  });
});
