import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { BEAT_MS, Pulse } from './Pulse.ts';

describe('Pulse', () => {
  let clock: FakeClock;
  let pulse: Pulse;

  beforeEach(() => {
    clock = createFakeClock();
    pulse = new Pulse(clock);
  });

  it('calls each at its own beats, by one timer', () => {
    const calls: string[] = [];
    pulse.every(1, () => calls.push('each'));
    pulse.every(2, () => calls.push('second'));
    expect(clock.pendingCount).toBe(1);
    clock.advance(4 * BEAT_MS);
    expect(calls).toEqual(['each', 'each', 'second', 'each', 'each', 'second']);
  });

  it('leaves no timer behind, and starts again', () => {
    let calls = 0;
    const stop = [pulse.every(1, () => (calls += 1)), pulse.every(3, () => (calls += 1))];
    for (const each of stop) each();
    expect(clock.pendingCount).toBe(0);
    pulse.every(1, () => (calls += 1));
    clock.advance(BEAT_MS);
    expect(calls).toBe(1);
  });

  it('does not call whom another has just stopped, nor one twice for stopping twice', () => {
    const calls: string[] = [];
    const stops = new Map<string, () => void>();
    const stopBoth = (name: string) => {
      calls.push(name);
      for (const stop of stops.values()) stop();
    };
    stops.set(
      'a',
      pulse.every(1, () => stopBoth('a')),
    );
    stops.set(
      'b',
      pulse.every(1, () => stopBoth('b')),
    );
    pulse.every(1, () => calls.push('c'));
    clock.advance(2 * BEAT_MS);
    expect(calls).toEqual(['a', 'c', 'c']);
  });
});
