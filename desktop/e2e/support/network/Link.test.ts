import { describe, expect, it } from 'vitest';
import { Link } from './Link.ts';
import { seededRandom } from './seededRandom.ts';

describe('Link', () => {
  it('brings a packet after the delay, and at once without one', () => {
    const link = new Link(seededRandom(1));
    expect(link.admit(1200, 100)).toBe(100);
    link.set({ delayMs: 20 });
    expect(link.admit(1200, 100)).toBe(120);
    expect(link.admit(1200, 100)).toBe(120);
  });

  it('puts packets on the wire one after the other at its rate', () => {
    const link = new Link(seededRandom(1));
    link.set({ bitsPerSecond: 1_000_000, delayMs: 20 });
    expect(link.admit(1250, 0)).toBe(30);
    expect(link.admit(1250, 0)).toBe(40);
    expect(link.admit(1250, 100)).toBe(130);
  });

  it('drops a packet that would queue for too long, and makes a stream wait', () => {
    const link = new Link(seededRandom(1));
    link.set({ bitsPerSecond: 100_000, queueMs: 150 });
    expect(link.admit(1250, 0)).toBe(100);
    expect(link.admit(1250, 0)).toBe(200);
    expect(link.admit(1250, 0)).toBeNull();
    expect(link.enqueue(1250, 0)).toBe(300);
  });

  it('loses the share that it is told to, the same packets for the same seed', () => {
    const losses = (seed: number) => {
      const link = new Link(seededRandom(seed));
      link.set({ loss: 0.02 });
      return Array.from({ length: 50_000 }, () => link.loses());
    };
    const lost = losses(7);
    expect(lost.filter(Boolean).length / lost.length).toBeCloseTo(0.02, 2);
    expect(losses(7)).toEqual(lost);
    expect(losses(8)).not.toEqual(lost);
  });
});
