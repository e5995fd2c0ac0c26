import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requests, routes } from '../../../shared/contracts/index.ts';
import { Fuzz, type FuzzReport } from './fuzz/Fuzz.ts';
import { tellFault } from './fuzz/tellFault.ts';
import { measureAfter, MOST_GROWTH_BYTES, type Growth } from './fuzz/growth.ts';
import { TargetServer } from './support/TargetServer.ts';

/** Another one every day, told in the output: what fails today can be repeated tomorrow. */
const SEED = Math.floor(Date.now() / 86_400_000);
const MESSAGES = 20_000;
/** Caches, compiled code and the rate limiters' memory of who tried what have their size after so many. */
const WARM_UP = 2_000;

/** The witness's, which every attack may name. */
const VICTIM_IDS = ['sendTransportId', 'recvTransportId', 'producerId', 'consumerId'] as const;

let target: TargetServer;
beforeAll(async () => {
  target = await TargetServer.start();
});
afterAll(() => target.close());

describe(`${MESSAGES} hostile messages, seed ${SEED}`, () => {
  let report: FuzzReport;
  let growth: Growth;

  beforeAll(async () => {
    const fuzz = await Fuzz.create(target, { seed: SEED, messages: MESSAGES });
    await fuzz.attackUntil(WARM_UP);
    fuzz.rest();
    const before = await target.measure();
    report = await fuzz.run();
    fuzz.rest();
    ({ growth } = await measureAfter(() => target.measure(), before, MESSAGES - WARM_UP));
    fuzz.close();
  }, 300_000);

  it('do no harm: no crash, no 5xx, nothing that no contract knows, nothing to others', () => {
    expect(report.found.map(tellFault)).toEqual([]);
    expect(report.messages).toBeGreaterThanOrEqual(MESSAGES);
  });

  it('were aimed, too, at a picture that others send and get meanwhile', () => {
    for (const name of VICTIM_IDS) expect(report.aimed[name], name).toBeGreaterThan(0);
  });

  it('had every request of the socket done by somebody, and every route answered, mostly not by hanging up', () => {
    for (const name of Object.keys(requests)) {
      expect(report.outcomes[name]?.['ok'], name).toBeGreaterThan(0);
    }
    for (const name of Object.keys(routes)) {
      const { closed = 0, ...answered } = report.outcomes[name] ?? {};
      const answers = Object.values(answered).reduce((sum, count) => sum + count, 0);
      expect(answers, name).toBeGreaterThan(closed);
    }
  });

  it('leave no socket and no file open', () => {
    expect(growth.handles).toBeLessThanOrEqual(0);
  });

  it('leave no memory behind', () => {
    expect(growth.heapBytes).toBeLessThanOrEqual(MOST_GROWTH_BYTES);
  });
});
