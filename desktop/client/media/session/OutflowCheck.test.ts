import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import { OutflowCheck } from './OutflowCheck.ts';

describe('OutflowCheck', () => {
  let clock: FakeClock;
  let sent: number;
  let received: number;
  let isConnected: boolean;
  let unheard: number;
  let check: OutflowCheck;
  beforeEach(() => {
    clock = createFakeClock();
    sent = 50_000;
    received = 900;
    isConnected = true;
    unheard = 0;
    check = new OutflowCheck({
      clock,
      transport: () => ({
        connectionState: isConnected ? 'connected' : 'disconnected',
        getStats: () => {
          const pair = { type: 'candidate-pair', bytesSent: sent, bytesReceived: received };
          return Promise.resolve(new Map([['pair', pair]]));
        },
      }),
      onUnheard: () => (unheard += 1),
    });
  });

  const judge = async () => {
    clock.advance(400);
    await new Promise((resolve) => setTimeout(resolve, 0));
  };

  it('finds what is sent unheard when nothing is told of it', async () => {
    await check.start();
    sent += 60_000;
    await judge();
    expect(unheard).toBe(1);
    expect(clock.pendingCount).toBe(0);
  });

  it('is content with any feedback', async () => {
    await check.start();
    sent += 60_000;
    received += 40;
    await judge();
    expect(unheard).toBe(0);
  });

  it('expects no feedback on next to nothing, as of a quiet microphone', async () => {
    await check.start();
    sent += 400;
    await judge();
    expect(unheard).toBe(0);
  });

  it('leaves a path that is broken by its own account to those who mend it', async () => {
    await check.start();
    sent += 60_000;
    isConnected = false;
    await judge();
    expect(unheard).toBe(0);
  });

  it('judges nothing any more once it is cancelled, and leaves no timer', async () => {
    await check.start();
    check.cancel();
    expect(clock.pendingCount).toBe(0);
    const starting = check.start();
    check.cancel();
    await starting;
    expect(clock.pendingCount).toBe(0);
    sent += 60_000;
    await judge();
    expect(unheard).toBe(0);
  });
});
