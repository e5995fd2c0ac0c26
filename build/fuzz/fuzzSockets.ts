import { CROWD_KINDS } from '../../server/integration/hostile/crowd/Crowd.ts';
import {
  measureCrowd,
  MOST_ANSWER_MS,
  MOST_ANSWER_P95_MS,
  MOST_PATIENCE_MS,
  type CrowdReport,
} from '../../server/integration/hostile/crowd/measureCrowd.ts';
import type { Progress } from '../start/progress.ts';

const SOCKETS = 10_000;
const MOST_LOSS = 0.001;

export interface SocketsOptions {
  sockets?: number;
}

/** @returns whether all were let in and gone in time, and the call beside them did not notice */
export async function fuzzSockets(options: SocketsOptions, progress: Progress): Promise<boolean> {
  const { sockets = SOCKETS } = options;
  progress(`${sockets} sockets without a login`);
  const report = await measureCrowd(sockets);
  for (const kind of CROWD_KINDS) {
    progress(`${kind}: the longest lasted ${Math.round(report.lasted[kind])} ms`);
  }
  for (const problem of report.problems) console.log(problem);
  progress(`heard out: ${report.borne} of ${sockets}, at once: ${report.peak}`);
  const [p95, longest, quiet] = [
    report.answerP95Ms,
    report.longestAnswerMs,
    report.quietAnswerP95Ms,
  ].map((ms) => ms.toFixed(1));
  progress(`answers in the call: p95 ${p95} ms, longest ${longest} ms; p95 before ${quiet} ms`);
  const lost = (report.lossShare * 100).toFixed(3);
  progress(
    `packets of the call lost: ${lost} % of ${report.expected}; left open: ${report.leftOpen}`,
  );
  const missed = missedGoals(report, sockets);
  for (const goal of missed) progress(`missed: ${goal}`);
  return missed.length === 0;
}

/** @returns what the run was to show and did not */
function missedGoals(report: CrowdReport, sockets: number): string[] {
  const goals: readonly (readonly [string, boolean])[] = [
    ['nothing goes wrong in the server', report.problems.length === 0],
    ['all are let in, so that all are borne', report.borne === sockets],
    ['all are gone in time', CROWD_KINDS.every((kind) => report.lasted[kind] <= MOST_PATIENCE_MS)],
    ['the server has closed them all', report.leftOpen <= 0],
    ['the call loses at most a thousandth', report.lossShare <= MOST_LOSS],
    [`p95 of the answers is ${MOST_ANSWER_P95_MS} ms`, report.answerP95Ms <= MOST_ANSWER_P95_MS],
    [`no answer takes ${MOST_ANSWER_MS} ms`, report.longestAnswerMs <= MOST_ANSWER_MS],
  ];
  return goals.filter(([, isMet]) => !isMet).map(([goal]) => goal);
}
