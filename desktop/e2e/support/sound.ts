import { expect, type Page, test } from 'playwright/test';
import { soundOf } from './rtcStats.ts';
import { hearsSomething } from './watch.ts';

/** Of what is played, this share may be made up by the browser because it did not come in time. */
const CONCEALED_LIMIT = 0.02;

export interface Listening {
  /** From `listenTo` until now sound came, and next to nothing of it was missing. */
  expectUnbroken(limit?: number): Promise<void>;
}

/** Begins to measure the sound of all others: before what may break it, so that nothing of that is left out. */
export async function listenTo(page: Page): Promise<Listening> {
  const before = await soundOf(page);
  return {
    expectUnbroken: async (limit = CONCEALED_LIMIT) => {
      expect(await hearsSomething(page)).toBe(true);
      const after = await soundOf(page);
      expect(after.packets).toBeGreaterThan(before.packets);
      const concealed = (after.concealed - before.concealed) / (after.samples - before.samples);
      test.info().annotations.push({ type: 'concealed sound', description: concealed.toFixed(4) });
      expect(concealed).toBeLessThan(limit);
    },
  };
}
