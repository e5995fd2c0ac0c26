import { describe, expect, it } from 'vitest';
import { reconnectPolicy, withJitter } from './reconnectPolicy.ts';

describe('reconnectPolicy', () => {
  it('tries at once, and then ever more slowly up to 5 s', () => {
    const delays = Array.from({ length: 30 }, (_, attempt) => reconnectPolicy(attempt));
    expect(delays[0]).toBe(0);
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(delays.at(-1)).toBe(5000);
  });

  it('finds a server that is back within 3 s while the seat is kept [S1][S4]', () => {
    for (let attempt = 0, elapsed = 0; elapsed <= 25_000; elapsed += reconnectPolicy(attempt++)) {
      expect(withJitter(reconnectPolicy(attempt), 1)).toBeLessThan(2500);
    }
  });

  it('tries at least four times within the 30 s that a seat is kept [S1]', () => {
    let elapsed = 0;
    let tries = 0;
    while (elapsed <= 30_000) elapsed += reconnectPolicy(tries++);
    expect(tries).toBeGreaterThanOrEqual(4);
  });
});

describe('withJitter', () => {
  it('never comes early and spreads even the first try', () => {
    expect(withJitter(0, 0)).toBe(0);
    expect(withJitter(0, 1)).toBe(250);
    expect(withJitter(3000, 0.5)).toBe(3625);
  });
});
