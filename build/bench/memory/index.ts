import type { Bench, BenchContext, BenchRow } from '../harness/index.ts';
import { PageGauge } from './PageGauge.ts';
import { READINGS, toRows, WARM_UP } from './rows.ts';
import { withStage, type Stage } from './stage.ts';
import { trendsOf, type Reading } from './trend.ts';

/** Whether people who come and go leave anything behind in the server, the media worker or a page. */
export const bench: Bench = {
  name: 'memory',
  run: (context) =>
    withStage(context, async (stage) => [
      ...(await othersComeAndGo(stage, context)),
      ...(await onesOwnJoins(stage, context)),
    ]),
};

async function othersComeAndGo(stage: Stage, context: BenchContext): Promise<BenchRow[]> {
  const { crowd, server, watcher, whenSeen } = stage;
  const joins = context.quick ? 50 : 1000;
  const page = await PageGauge.attach(watcher);
  await crowd.comeAndGo(joins * WARM_UP, 5, whenSeen);
  const readings: Reading[] = [];
  const at: number[] = [];
  for (let index = 0; index <= READINGS; index += 1) {
    if (index > 0) await crowd.comeAndGo(joins / READINGS, 5, whenSeen);
    readings.push({ ...(await server.read()), ...(await page.read()) });
    at.push(crowd.joins);
    context.log(`${crowd.joins} joins and leaves`);
  }
  return toRows('memory', `${joins} people join, publish and leave`, trendsOf(readings, at));
}

async function onesOwnJoins(stage: Stage, context: BenchContext): Promise<BenchRow[]> {
  const joins = context.quick ? 10 : 1000;
  const page = await stage.openPage();
  await page.goto(`${stage.link}&name=Guest`);
  const gauge = await PageGauge.attach(page);
  const comeBack = async (times: number) => {
    for (let count = 0; count < times; count += 1) {
      await page.getByRole('button', { name: /^Leave/ }).click();
      await page.getByRole('button', { name: 'Join again' }).click();
      await page.locator('video[data-participant-id]').nth(1).waitFor();
    }
  };
  await comeBack(joins * WARM_UP);
  const readings: Reading[] = [];
  const at: number[] = [];
  for (let index = 0; index <= READINGS; index += 1) {
    if (index > 0) await comeBack(joins / READINGS);
    readings.push(await gauge.read());
    at.push((index * joins) / READINGS);
    context.log(`${(index * joins) / READINGS} joins and leaves of one page`);
  }
  await page.context().close();
  return toRows('memory', `one page joins and leaves ${joins} times`, trendsOf(readings, at));
}
