import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, BenchContext, BenchRow } from '../harness/index.ts';
import { PageGauge } from '../memory/PageGauge.ts';
import { READINGS, toRows, WARM_UP } from '../memory/rows.ts';
import { withStage, type Stage } from '../memory/stage.ts';
import { trendsOf, type Reading } from '../memory/trend.ts';

/** As the bench of memory, by the clock: half an hour of people coming and going. */
export const bench: Bench = {
  name: 'soak',
  run: (context) => withStage(context, (stage) => comeForAWhile(stage, context)),
};

async function comeForAWhile(stage: Stage, context: BenchContext): Promise<BenchRow[]> {
  const { crowd, server, watcher } = stage;
  const minutes = context.quick ? 1 : 30;
  const endsAt = performance.now() + (1 + WARM_UP) * minutes * 60_000;
  const page = await PageGauge.attach(watcher);
  const people = Array.from({ length: 6 }, async (_, index) => {
    while (performance.now() < endsAt) await crowd.visit(() => pause(2_000 + 1_500 * index));
  });
  await pause(WARM_UP * minutes * 60_000);
  const readings: Reading[] = [];
  const at: number[] = [];
  const startedAt = performance.now();
  for (let index = 0; index <= READINGS; index += 1) {
    const due = startedAt + (index * minutes * 60_000) / READINGS;
    await pause(Math.max(0, due - performance.now()));
    readings.push({ ...(await server.read()), ...(await page.read()) });
    at.push((performance.now() - startedAt) / 60_000);
    context.log(`minute ${at.at(-1)?.toFixed(1) ?? ''}, ${crowd.joins} joins so far`);
  }
  await Promise.all(people);
  const what = `${minutes} minutes of people coming and going (${crowd.joins} joins)`;
  return toRows('soak', what, trendsOf(readings, at));
}
