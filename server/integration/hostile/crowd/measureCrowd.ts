import { until } from '../../support/ApiClient.ts';
import { LiveMeeting, percentile, type MeetingMeasures } from '../support/LiveMeeting.ts';
import type { Footprint } from '../support/targetMessages.ts';
import { TargetServer } from '../support/TargetServer.ts';
import { Crowd, type CrowdKind } from './Crowd.ts';

/** The issue's: a socket without a login is gone after 5 s; what a loaded machine adds is not the server's patience. */
export const MOST_PATIENCE_MS = 5_000;
/** A client asks whether its server is still there when an answer takes longer [R8]: then a call is disturbed. */
export const MOST_ANSWER_MS = 600;
/** Up to here people take what a program does for immediate. */
export const MOST_ANSWER_P95_MS = 100;
const GIVE_UP_MS = 30_000;
const COUNT_EVERY_MS = 250;
const CLEAN_UP_MS = 10_000;

export interface CrowdReport {
  /** How many the server took and heard out, and the most that it had at once, by its own count. */
  borne: number;
  peak: number;
  /** Longest that one of each kind lasted, milliseconds. */
  lasted: Record<CrowdKind, number>;
  /** Packets of the call that were lost while the crowd was there, as a share of all. */
  lossShare: number;
  expected: number;
  /** 95 of 100 answers to people in the call came within this, milliseconds: with the crowd, and before it. */
  answerP95Ms: number;
  quietAnswerP95Ms: number;
  longestAnswerMs: number;
  /** What the server's log says was wrong. */
  problems: string[];
  /** Sockets that the server still has when the crowd is gone, beyond those from before. */
  leftOpen: number;
}

/** A crowd of sockets without a login comes while two people are in a call. */
export async function measureCrowd(count: number): Promise<CrowdReport> {
  const target = await TargetServer.start();
  const call = await LiveMeeting.open(target.url, target.setupToken);
  const crowd = new Crowd(target.url);
  try {
    const before = await target.measure();
    const quiet = await call.measureDuring(() => delayed(2_000));
    let peak = 0;
    const counting = setInterval(() => {
      void target.countSockets().then((sockets) => (peak = Math.max(peak, sockets)));
    }, COUNT_EVERY_MS);
    const result: Partial<Record<'lasted', Record<CrowdKind, number>>> = {};
    const busy = await call
      .measureDuring(async () => {
        await crowd.come(count);
        result.lasted = await crowd.gone(GIVE_UP_MS);
      })
      .finally(() => clearInterval(counting));
    const { borne } = crowd;
    crowd.close();
    if (!result.lasted) throw new Error('the crowd never came');
    return {
      borne,
      peak: peak - socketsOf(before),
      lasted: result.lasted,
      ...lossOf(busy),
      answerP95Ms: percentile(busy.answers, 0.95),
      quietAnswerP95Ms: percentile(quiet.answers, 0.95),
      longestAnswerMs: Math.max(...busy.answers),
      leftOpen: await countLeft(target, socketsOf(before)),
      problems: target.takeProblems(),
    };
  } finally {
    crowd.close();
    call.close();
    await target.close();
  }
}

function socketsOf({ handles }: Footprint): number {
  return handles['TCPSocketWrap'] ?? 0;
}

/** Closing takes the server a moment, which is not what is measured: whatever is open after it stays open. */
async function countLeft(target: TargetServer, before: number): Promise<number> {
  let left = Infinity;
  await until(async () => {
    left = (await target.countSockets()) - before;
    return left <= 0;
  }, CLEAN_UP_MS).catch(() => undefined);
  return left;
}

export function lossOf({ expected, received }: MeetingMeasures): {
  lossShare: number;
  expected: number;
} {
  return { expected, lossShare: expected === 0 ? 1 : (expected - received) / expected };
}

/** A while in which only the call goes on. */
function delayed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
