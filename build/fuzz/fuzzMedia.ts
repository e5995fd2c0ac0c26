import { randomInt } from 'node:crypto';
import { attackMediaPort } from '../../server/integration/hostile/port/attackMediaPort.ts';
import type { Progress } from '../start/progress.ts';

const PACKETS = 300_000;
const TELL_EVERY = 10_000;
const MOST_LOSS = 0.001;

export interface MediaOptions {
  seed?: number;
  packets?: number;
}

/** @returns whether the worker lived and the other meeting lost at most a thousandth */
export async function fuzzMedia(options: MediaOptions, progress: Progress): Promise<boolean> {
  const { seed = randomInt(2 ** 31), packets = PACKETS } = options;
  progress(`seed ${seed}, ${packets} packets`);
  let tellAt = TELL_EVERY;
  const report = await attackMediaPort({
    seed,
    packets,
    onProgress: (sent) => {
      if (sent < tellAt) return;
      tellAt = sent + TELL_EVERY;
      progress(`${sent} packets`);
    },
  });
  for (const problem of report.problems) console.log(problem);
  const lost = (report.lossShare * 100).toFixed(3);
  progress(
    `${report.sent} packets, seed ${seed}: the other meeting lost ${lost} % of ${report.expected}`,
  );
  return report.problems.length === 0 && report.lossShare <= MOST_LOSS;
}
