import { LiveMeeting, percentile, type MeetingMeasures } from '../support/LiveMeeting.ts';
import { TargetServer } from '../support/TargetServer.ts';
import { Crowd, type CrowdKind } from './Crowd.ts';

/** The issue's: a socket without a login is gone after 5 s; what a loaded machine adds is not the server's patience. */
export const MOST_PATIENCE_MS = 5_000;
const GIVE_UP_MS = 30_000;

export interface CrowdReport {
  /** Longest that one of each kind lasted, milliseconds. */
  lasted: Record<CrowdKind, number>;
  /** Packets of the call that were lost while the crowd was there, as a share of all. */
  lossShare: number;
  expected: number;
  /** 95 of 100 answers to people in the call came within this, milliseconds: with the crowd, and before it. */
  answerP95Ms: number;
  quietAnswerP95Ms: number;
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
    const result: Partial<Record<'lasted', Record<CrowdKind, number>>> = {};
    const busy = await call.measureDuring(async () => {
      await crowd.come(count);
      result.lasted = await crowd.gone(GIVE_UP_MS);
    });
    crowd.close();
    const after = await target.measure();
    if (!result.lasted) throw new Error('the crowd never came');
    return {
      lasted: result.lasted,
      ...lossOf(busy),
      answerP95Ms: percentile(busy.answers, 0.95),
      quietAnswerP95Ms: percentile(quiet.answers, 0.95),
      problems: target.takeProblems(),
      leftOpen: (after.handles['TCPSocketWrap'] ?? 0) - (before.handles['TCPSocketWrap'] ?? 0),
    };
  } finally {
    crowd.close();
    call.close();
    await target.close();
  }
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
