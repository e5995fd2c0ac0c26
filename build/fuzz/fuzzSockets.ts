import { CROWD_KINDS } from '../../server/integration/hostile/crowd/Crowd.ts';
import {
  measureCrowd,
  MOST_PATIENCE_MS,
} from '../../server/integration/hostile/crowd/measureCrowd.ts';
import type { Progress } from '../start/progress.ts';

const SOCKETS = 10_000;
const MOST_LOSS = 0.001;

export interface SocketsOptions {
  sockets?: number;
}

/** @returns whether all were gone in time and the call beside them did not notice */
export async function fuzzSockets(options: SocketsOptions, progress: Progress): Promise<boolean> {
  const { sockets = SOCKETS } = options;
  progress(`${sockets} sockets without a login`);
  const report = await measureCrowd(sockets);
  for (const kind of CROWD_KINDS) {
    progress(`${kind}: the longest lasted ${Math.round(report.lasted[kind])} ms`);
  }
  for (const problem of report.problems) console.log(problem);
  const [p95, quiet] = [report.answerP95Ms, report.quietAnswerP95Ms].map((ms) => ms.toFixed(1));
  progress(`answers in the call: p95 ${p95} ms, before the crowd ${quiet} ms`);
  const lost = (report.lossShare * 100).toFixed(3);
  progress(
    `packets of the call lost: ${lost} % of ${report.expected}; left open: ${report.leftOpen}`,
  );
  const isInTime = CROWD_KINDS.every((kind) => report.lasted[kind] <= MOST_PATIENCE_MS);
  return isInTime && report.problems.length === 0 && report.lossShare <= MOST_LOSS;
}
