import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { FlowWatch } from './FlowWatch.ts';

/** As much of a transport as is looked at. */
function createTransport() {
  const transport = {
    connectionState: 'connected' as const,
    bytes: 100,
    getStats: () =>
      Promise.resolve(new Map([['t', { type: 'transport', bytesReceived: transport.bytes }]])),
  };
  return transport;
}

describe('FlowWatch', () => {
  let clock: FakeClock;
  let transport: ReturnType<typeof createTransport> | null;
  let isExpecting: boolean;
  let told: (number | 'flow')[];
  let watch: FlowWatch;
  beforeEach(() => {
    clock = createFakeClock();
    transport = createTransport();
    isExpecting = true;
    told = [];
    watch = new FlowWatch({
      clock,
      transport: () => transport,
      isExpecting: () => isExpecting,
      onSilence: (times) => told.push(times),
      onFlow: () => told.push('flow'),
    });
  });

  const pass = async (seconds: number, bytesEach: number) => {
    for (let second = 0; second < seconds; second += 1) {
      if (transport) transport.bytes += bytesEach;
      clock.advance(1000);
      // Statistics come in a later turn.
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  };

  it('says nothing of a path that flows, however thinly', async () => {
    await pass(30, 1);
    expect(told).toEqual([]);
  });

  it('counts silences, a patience apart, so that each gets a stronger remedy', async () => {
    await pass(5, 0);
    expect(told).toEqual([1]);
    await pass(10, 0);
    expect(told).toEqual([1, 2]);
    await pass(10, 0);
    expect(told).toEqual([1, 2, 3]);
  });

  it('does not take the handshake of new transports for flow', async () => {
    await pass(5, 0);
    transport = createTransport();
    transport.bytes = 900;
    await pass(15, 0);
    expect(told).toEqual([1, 2]);
  });

  it('tells when it flows again, and begins anew after that', async () => {
    await pass(15, 0);
    await pass(6, 50);
    expect(told).toEqual([1, 2, 'flow']);
    await pass(15, 0);
    expect(told.slice(3)).toEqual([1, 2]);
  });

  it('doubts nothing when nothing is expected any more', async () => {
    await pass(25, 0);
    isExpecting = false;
    await pass(1, 0);
    expect(told).toEqual([1, 2, 3]);
    await pass(4, 0);
    expect(told).toEqual([1, 2, 3, 'flow']);
  });

  it('begins anew when a person asks to try again', async () => {
    await pass(15, 0);
    watch.forget();
    await pass(3, 0);
    expect(told).toEqual([1, 2, 1]);
  });

  it('leaves no timer when it is closed', () => {
    watch.close();
    expect(clock.pendingCount).toBe(0);
  });
});
