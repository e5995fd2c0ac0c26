import { countOf, listen } from './support/announced.ts';
import { type FlowLog, readFlowLog, TONE_MS } from './support/flow/flowLog.ts';
import { longestGapMs, percentile } from './support/flow/gaps.ts';
import { seededRandom } from './support/network/index.ts';
import type { ParleyServer } from './support/ParleyServer.ts';
import { expectAead } from './support/rtcStats.ts';
import { annotate, expect, isStrict, limitMs, test } from './support/resilienceTest.ts';
import { expectMovingPictures } from './support/watch.ts';

/** A 95th percentile needs many; as part of `npm test` there is time for a sample only. */
const KILLS = isStrict ? 30 : 5;
/** Who repeats the runs has the many from the first, and in each of the others as many as its maximum needs. */
const KILLS_AGAIN = 10;
const VIDEO_P95_GOAL_MS = 1000;
const SOUND_P95_GOAL_MS = 700;
/** A worker that lived for less than 3 s is one that keeps dying, see restartDelay.ts. */
const LEAST_LIFE_MS = 3100;
const MORE_LIFE_MS = 2000;
const SEED = 20_261_121;

/** Kills what forwards now, and waits until something else does. */
async function killWorkers(server: ParleyServer): Promise<void> {
  const killed = await server.workerPids();
  expect(killed.length).toBeGreaterThan(0);
  for (const pid of killed) process.kill(pid, 'SIGKILL');
  await expect
    .poll(
      async () => {
        const pids = await server.workerPids();
        return pids.length > 0 && pids.every((pid) => !killed.includes(pid));
      },
      { intervals: [50] },
    )
    .toBe(true);
}

/** @returns the longest gaps between each of these moments and the next */
function gapsAfter(log: FlowLog, moments: readonly number[]): { video: number[]; sound: number[] } {
  const until = Date.now();
  const gaps = (times: readonly number[]) =>
    moments.map((at, index) => longestGapMs(times, at, moments[index + 1] ?? until));
  return {
    video: Object.values(log.video).flatMap(gaps),
    // In an unbroken sound, too, the tone changes only so often.
    sound: gaps(log.sound).map((ms) => ms - TONE_MS),
  };
}

test('@resilience [M8] a media worker killed again and again is hardly seen and hardly heard', async ({
  server,
  api,
  joinAsGuest,
}, { repeatEachIndex }) => {
  const kills = isStrict && repeatEachIndex > 0 ? KILLS_AGAIN : KILLS;
  test.setTimeout(120_000 + kills * 15_000);
  const { code } = await api.createMeeting(await api.register('Ana'));
  const people = [await joinAsGuest(code, 'Ben'), await joinAsGuest(code, 'Cleo')];
  for (const { page } of people) await expectMovingPictures(page, 2);
  for (const { page } of people) await listen(page);

  const random = seededRandom(SEED);
  const moments: number[] = [];
  for (let kill = 0; kill < kills; kill += 1) {
    await people[0]?.page.waitForTimeout(LEAST_LIFE_MS + random() * MORE_LIFE_MS);
    moments.push(Date.now());
    await killWorkers(server);
    // One that is still being mended is not killed again, or two gaps would count as one.
    for (const { page } of people) await expectMovingPictures(page, 2, 10);
  }

  // Also over what is opened in place of what died.
  for (const { page } of people) await expectAead(page);
  const video: number[] = [];
  const sound: number[] = [];
  for (const { page } of people) {
    const gaps = gapsAfter(await readFlowLog(page), moments);
    video.push(...gaps.video);
    sound.push(...gaps.sound);
  }
  const p95 = { video: percentile(video, 0.95), sound: percentile(sound, 0.95) };
  annotate('video gap', video);
  annotate('sound gap', sound);
  expect(p95.video).toBeLessThan(limitMs(VIDEO_P95_GOAL_MS));
  expect(p95.sound).toBeLessThan(limitMs(SOUND_P95_GOAL_MS));
  // Nobody was told that something of theirs was refused, however unlucky the moment.
  for (const { page } of people) {
    expect(await page.evaluate(() => window.said)).toContain('Connected again.');
    expect(await countOf(page, 'could not')).toBe(0);
  }
});
