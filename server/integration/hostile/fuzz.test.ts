import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Fuzz, type FuzzReport } from './fuzz/Fuzz.ts';
import { tellFault } from './fuzz/tellFault.ts';
import { until } from '../support/ApiClient.ts';
import type { Footprint } from './support/targetMessages.ts';
import { TargetServer } from './support/TargetServer.ts';

/** Another one every day, told in the output: what fails today can be repeated tomorrow. */
const SEED = Math.floor(Date.now() / 86_400_000);
const MESSAGES = 20_000;
/** Caches, compiled code and the rate limiters' memory of who tried what have their size after so many. */
const WARM_UP = 2_000;

const MIB = 1024 * 1024;
/** What is left of 18,000 messages: counters of the rate limits, each some hundred bytes for some minutes. */
const MOST_GROWTH_BYTES = 24 * MIB;

let target: TargetServer;
beforeAll(async () => {
  target = await TargetServer.start();
});
afterAll(() => target.close());

/** Sockets and files, which nothing but forgetting keeps open; timers run out by themselves. */
function openHandles({ handles }: Footprint): number {
  return (handles['TCPSocketWrap'] ?? 0) + (handles['PipeWrap'] ?? 0);
}

describe(`${MESSAGES} hostile messages, seed ${SEED}`, () => {
  let report: FuzzReport;
  let before: Footprint;
  let after: Footprint;

  beforeAll(async () => {
    const fuzz = await Fuzz.create(target, { seed: SEED, messages: MESSAGES });
    await fuzz.attackUntil(WARM_UP);
    fuzz.rest();
    before = await target.measure();
    report = await fuzz.run();
    fuzz.rest();
    await until(async () => {
      after = await target.measure();
      return openHandles(after) <= openHandles(before);
    }, 20_000).catch(() => undefined);
    fuzz.close();
  }, 300_000);

  it('do no harm: no crash, no 5xx, nothing that no contract knows, nothing to others', () => {
    expect(report.found.map(tellFault)).toEqual([]);
    expect(report.messages).toBeGreaterThanOrEqual(MESSAGES);
  });

  it('leave no socket and no file open', () => {
    expect(openHandles(after)).toBeLessThanOrEqual(openHandles(before));
  });

  it('leave no memory behind', () => {
    expect(after.heapBytes - before.heapBytes).toBeLessThan(MOST_GROWTH_BYTES);
  });
});
