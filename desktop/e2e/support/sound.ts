import { expect, type Page, test } from 'playwright/test';
import { readFlowLog } from './flow/flowLog.ts';
import { longestGapMs } from './flow/gaps.ts';
import { limitMs } from './resilienceTest.ts';

/** What passes for a sound that goes on. */
const GAP_GOAL_MS = 500;
/** What is listened to until it counts as settled, milliseconds. */
const SETTLED_MS = 3000;

/** The longest time without new sound between then and now, of the one person who is heard; milliseconds. */
async function longestSilenceMs(page: Page, from: number): Promise<number> {
  const { sound } = await readFlowLog(page);
  return longestGapMs(sound, from, Date.now());
}

export interface Listening {
  /** From `listenTo` until now new sound came all the time. */
  expectUnbroken(): Promise<void>;
  /** From `listenTo` until now it never was missing for as long as this. */
  expectSilence(limitMs: number): Promise<void>;
}

/** Waits until somebody is heard, and has been without a break for a while: what was under way when a line collapsed is lost, or late. */
export async function expectSettled(page: Page): Promise<void> {
  const lately = () => longestSilenceMs(page, Date.now() - SETTLED_MS);
  await expect.poll(lately, { timeout: 30_000 }).toBeLessThan(limitMs(GAP_GOAL_MS));
}

/**
 * Begins to listen: before what may break the sound, so that nothing of that is left out. The page must have been opened by
 * `resilienceTest.ts`, and hear one person alone: one sound would hide what is missing of another.
 */
export function listenTo(page: Page): Listening {
  const from = Date.now();
  return {
    expectUnbroken: async () => {
      const silenceMs = await longestSilenceMs(page, from);
      test.info().annotations.push({ type: 'longest silence (ms)', description: `${silenceMs}` });
      expect(silenceMs).toBeLessThan(limitMs(GAP_GOAL_MS));
    },
    expectSilence: async (most) => {
      const silenceMs = await longestSilenceMs(page, from);
      test
        .info()
        .annotations.push({ type: 'while it collapsed (ms)', description: `${silenceMs}` });
      expect(silenceMs).toBeLessThan(most);
    },
  };
}
