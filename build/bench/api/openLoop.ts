import { setTimeout as delay } from 'node:timers/promises';

export interface Load {
  perSecond: number;
  seconds: number;
  /** 0..1 */
  random: () => number;
  /** @returns what it was, for figures of its own */
  send: () => Promise<string>;
}

export interface LoadResult {
  sent: number;
  /** Milliseconds from the moment at which each was due, by what it was. */
  latenciesMs: Map<string, number[]>;
  failures: string[];
}

/**
 * Sends when it is time, whether or not earlier ones were answered, at the random distances of independent people
 * (Poisson). The time counts from when a request was due: whatever the server holds up then shows in all that wait
 * behind it, instead of slowing down who asks (coordinated omission).
 */
export async function runOpenLoop({ perSecond, seconds, random, send }: Load): Promise<LoadResult> {
  const latenciesMs = new Map<string, number[]>();
  const failures: string[] = [];
  const running = new Set<Promise<void>>();
  const sendOne = async (dueAt: number) => {
    try {
      const name = await send();
      const latencies = latenciesMs.get(name) ?? [];
      latencies.push(performance.now() - dueAt);
      latenciesMs.set(name, latencies);
    } catch (error) {
      failures.push(String(error));
    }
  };
  let sent = 0;
  let dueAt = performance.now();
  const endAt = dueAt + seconds * 1000;
  for (;;) {
    dueAt += (-Math.log(1 - random()) * 1000) / perSecond;
    if (dueAt >= endAt) break;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await delay(waitMs);
    sent += 1;
    const one = sendOne(dueAt);
    running.add(one);
    void one.finally(() => running.delete(one));
  }
  await Promise.all(running);
  return { sent, latenciesMs, failures };
}
