import type { Clock } from './clock.ts';

export interface FakeClock extends Clock {
  /** Moves time on and calls what falls due, in its order. */
  advance(ms: number): void;
  /** How many callbacks wait: 0 proves that a closed object left no timer behind. */
  readonly pendingCount: number;
}

interface Timer {
  due: number;
  intervalMs: number | null;
  callback: () => void;
}

/** The clock of the tests: stands still until it is told to advance. */
export function createFakeClock(startMs = 1_000_000): FakeClock {
  let now = startMs;
  const timers = new Set<Timer>();
  const start = (timer: Timer) => {
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  const nextDue = (until: number) =>
    [...timers].filter((timer) => timer.due <= until).sort((a, b) => a.due - b.due)[0];
  return {
    now: () => now,
    after: (delayMs, callback) => start({ due: now + delayMs, intervalMs: null, callback }),
    every: (intervalMs, callback) => start({ due: now + intervalMs, intervalMs, callback }),
    advance(ms) {
      const until = now + ms;
      for (let timer = nextDue(until); timer; timer = nextDue(until)) {
        now = timer.due;
        if (timer.intervalMs === null) timers.delete(timer);
        else timer.due += timer.intervalMs;
        timer.callback();
      }
      now = until;
    },
    get pendingCount() {
      return timers.size;
    },
  };
}
