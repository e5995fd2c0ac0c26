import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../platform/fakeClock.ts';
import { LineWatch } from './LineWatch.ts';

describe('LineWatch', () => {
  let clock: FakeClock;
  let told: string[];
  let checks: number;
  let watch: LineWatch;
  beforeEach(() => {
    clock = createFakeClock();
    told = [];
    checks = 0;
    watch = new LineWatch({
      clock,
      check: () => (checks += 1),
      onDoubt: () => told.push('doubt'),
      onRelief: () => told.push('relief'),
    });
  });

  it('doubts within 2 s of a request that nothing follows', () => {
    watch.handleAsked();
    clock.advance(1500);
    expect(told).toEqual([]);
    clock.advance(500);
    expect(told).toEqual(['doubt']);
  });

  it('does not doubt a slow answer for as long as other things come', () => {
    watch.handleAsked();
    for (let second = 0; second < 8; second += 1) {
      clock.advance(1000);
      watch.handleHeard();
    }
    expect(told).toEqual([]);
  });

  it('takes an answer that waits for the database for no lost line', () => {
    watch.handleAsked();
    for (let tenth = 0; tenth < 40; tenth += 1) {
      const before = checks;
      clock.advance(100);
      // The server answers the question at once, and nothing else.
      if (checks > before) watch.handleHeard();
    }
    expect(told).toEqual([]);
    expect(checks).toBeGreaterThan(3);
  });

  it('asks once in a silence, not over and over', () => {
    watch.handleAsked();
    clock.advance(1400);
    expect(checks).toBe(1);
  });

  it('does not doubt a line that owes nothing', () => {
    const handleAnswered = watch.handleAsked();
    clock.advance(200);
    handleAnswered();
    clock.advance(5000);
    expect(told).toEqual([]);
    expect(checks).toBe(0);
  });

  it('[S1] misses within 10 s a line in use that says nothing more, whenever the next ping is due', () => {
    watch.expectPings(15_000);
    watch.handleAsked()();
    clock.advance(8000);
    expect(checks).toBe(1);
    expect(told).toEqual(['doubt']);
  });

  it('[S1] is content with an answer now and then where nothing happens', () => {
    watch.expectPings(15_000);
    watch.handleAsked()();
    for (let tenth = 0; tenth < 600; tenth += 1) {
      const before = checks;
      clock.advance(100);
      if (checks > before) watch.handleHeard();
    }
    expect(told).toEqual([]);
    expect(checks).toBeLessThan(10);
  });

  it('[S1] asks nothing over a line that only waits for its use', () => {
    watch.expectPings(15_000);
    clock.advance(15_000);
    expect(checks).toBe(0);
  });

  it('doubts when the ping of the server is overdue, once, and is relieved by anything', () => {
    watch.expectPings(10_000);
    clock.advance(11_000);
    expect(told).toEqual([]);
    clock.advance(9000);
    expect(told).toEqual(['doubt']);
    watch.handleHeard();
    expect(told).toEqual(['doubt', 'relief']);
  });

  it('takes its own sleep for no silence of the server', () => {
    const asleep = createFakeClock();
    let offset = 0;
    const sleepy = { ...asleep, now: () => asleep.now() + offset };
    const slept = new LineWatch({
      clock: sleepy,
      check: () => undefined,
      onDoubt: () => told.push('doubt'),
      onRelief: () => undefined,
    });
    slept.expectPings(10_000);
    offset = 60_000;
    asleep.advance(250);
    // What came meanwhile is read now.
    slept.handleHeard();
    asleep.advance(1000);
    expect(told).toEqual([]);
    slept.close();
  });

  it('leaves no timer when it is closed', () => {
    watch.close();
    expect(clock.pendingCount).toBe(0);
  });
});
