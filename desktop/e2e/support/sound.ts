import { expect, type Page, test } from 'playwright/test';
import { soundOf } from './rtcStats.ts';
import { hearsSomething } from './watch.ts';

/** Of what is played, this share may be made up by the browser because it did not come in time. */
const CONCEALED_LIMIT = 0.02;
const SAMPLES_PER_SECOND = 48_000;

export interface Listening {
  /** From `listenTo` until now sound came, and next to nothing of it was missing. */
  expectUnbroken(): Promise<void>;
  /** From `listenTo` until now no more than this was missing. @param limitMs of what was played */
  expectMissing(limitMs: number): Promise<void>;
}

/** Waits until sound comes unbroken for a while: what was under way when a line collapsed is lost, or late. */
export async function expectSettled(page: Page): Promise<void> {
  await expect(async () => (await listenTo(page)).expectUnbroken()).toPass({ timeout: 20_000 });
}

/** Begins to measure the sound of all others: before what may break it, so that nothing of that is left out. */
export async function listenTo(page: Page): Promise<Listening> {
  const before = await soundOf(page);
  const sinceThen = async () => {
    const { samples, concealed, packets } = await soundOf(page);
    return {
      samples: samples - before.samples,
      concealed: concealed - before.concealed,
      packets: packets - before.packets,
    };
  };
  return {
    expectUnbroken: async () => {
      expect(await hearsSomething(page)).toBe(true);
      const { samples, concealed, packets } = await sinceThen();
      expect(packets).toBeGreaterThan(0);
      const share = concealed / samples;
      test.info().annotations.push({ type: 'concealed sound', description: share.toFixed(4) });
      expect(share).toBeLessThan(CONCEALED_LIMIT);
    },
    expectMissing: async (limitMs) => {
      const missingMs = Math.round(((await sinceThen()).concealed / SAMPLES_PER_SECOND) * 1000);
      test.info().annotations.push({ type: 'missing (ms)', description: String(missingMs) });
      expect(missingMs).toBeLessThan(limitMs);
    },
  };
}
