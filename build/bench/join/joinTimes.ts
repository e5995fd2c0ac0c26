import { percentile } from '../harness/index.ts';
import type { JoinMoments } from './pageProbe.ts';

/** Milliseconds of one join, the parts one after the other; `Infinity`: it never came. */
export interface JoinTimes {
  /** The first frame of another is decoded. */
  picture: number;
  /** One is drawn. */
  screen: number;
  sound: number;
  signalling: number;
  ice: number;
  dtls: number;
  keyFrame: number;
}

/** Rows are read by people: no join is longer than this to them. */
const NEVER = Infinity;

export function toJoinTimes(moments: JoinMoments): JoinTimes {
  const { click, decoded, frame, sound, answered } = moments;
  if (click === null) throw new Error('Join was never pressed');
  const since = (moment: number | null) => (moment === null ? NEVER : moment - click);
  const picture = since(decoded);
  // A page that is busy hears late of its own connection: no part can end after the whole.
  const answer = Math.min(since(answered), picture);
  const dtls = Math.max(answer, Math.min(since(moments.dtls), picture));
  const ice = Math.max(answer, Math.min(since(moments.ice), dtls));
  return {
    picture,
    screen: since(frame),
    sound: since(sound),
    signalling: answer,
    ice: ice - answer,
    dtls: dtls - ice,
    keyFrame: picture - dtls,
  };
}

export interface JoinFigures {
  joins: number;
  /** Of which nobody was seen and heard in time. */
  failed: number;
  p50: number;
  p95: number;
  p99: number;
  screenP50: number;
  screenP95: number;
  soundP50: number;
  soundP95: number;
  soundP99: number;
  signalling: number;
  ice: number;
  dtls: number;
  keyFrame: number;
}

/** Percentiles count joins that failed as longer than all others; the parts are medians of those that did not. */
export function summarizeJoins(times: readonly JoinTimes[]): JoinFigures {
  const whole = times.filter((each) => Math.max(each.picture, each.screen, each.sound) < NEVER);
  const at = (part: keyof JoinTimes, p: number) =>
    percentile(
      times.map((each) => each[part]),
      p,
    );
  const middle = (part: keyof JoinTimes) =>
    whole.length === 0
      ? NEVER
      : percentile(
          whole.map((each) => each[part]),
          50,
        );
  return {
    joins: times.length,
    failed: times.length - whole.length,
    p50: at('picture', 50),
    p95: at('picture', 95),
    p99: at('picture', 99),
    screenP50: at('screen', 50),
    screenP95: at('screen', 95),
    soundP50: at('sound', 50),
    soundP95: at('sound', 95),
    soundP99: at('sound', 99),
    signalling: middle('signalling'),
    ice: middle('ice'),
    dtls: middle('dtls'),
    keyFrame: middle('keyFrame'),
  };
}
