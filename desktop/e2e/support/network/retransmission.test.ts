import { describe, expect, it } from 'vitest';
import { retransmittedAt, rtoMs, SYN_RTO_MS } from './retransmission.ts';

describe('retransmittedAt', () => {
  it('is the first of the doubling tries that finds the path again', () => {
    // 200, 600, 1400, 3000, 6200, 12600 ms after it was sent.
    expect(retransmittedAt(0, 2000, rtoMs(0))).toBe(3000);
    expect(retransmittedAt(0, 10_000, rtoMs(0))).toBe(12_600);
  });

  it('tries a connection that never began after 1, 3, 7 and 15 s', () => {
    expect(retransmittedAt(0, 2000, SYN_RTO_MS)).toBe(3000);
    expect(retransmittedAt(500, 10_000, SYN_RTO_MS)).toBe(15_500);
  });

  it('counts the round trip', () => {
    expect(rtoMs(20)).toBe(240);
  });
});
