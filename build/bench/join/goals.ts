import { type BenchRow, MAX_GENERATOR_LOAD } from '../harness/index.ts';
import type { JoinFigures } from './joinTimes.ts';

/** What a join is measured under. */
export interface JoinConditions {
  publishers: number;
  /** Milliseconds. */
  roundTrip: number;
  /** Share of packets, 0 to 1. */
  loss: number;
}

interface Goal {
  text: string;
  isMet: boolean;
}

/** From the issue, which asks for the first decoded frame and the first audible sound: the later of them counts. */
export function judgeJoins({ roundTrip, loss }: JoinConditions, figures: JoinFigures): Goal {
  const p50 = Math.max(figures.p50, figures.soundP50);
  const p95 = Math.max(figures.p95, figures.soundP95);
  const p99 = Math.max(figures.p99, figures.soundP99);
  if (loss > 0) return { text: 'p99 at most 1.5 s', isMet: p99 <= 1500 };
  if (roundTrip > 0) {
    return { text: 'p50 at most 350 ms, p95 500 ms', isMet: p50 <= 350 && p95 <= 500 };
  }
  return { text: 'p95 at most 250 ms', isMet: p95 <= 250 };
}

export function toJoinRow(
  conditions: JoinConditions,
  figures: JoinFigures,
  generatorLoad: number,
): BenchRow {
  const goal = judgeJoins(conditions, figures);
  const isVoid = generatorLoad >= MAX_GENERATOR_LOAD;
  const ms = (value: number) => (Number.isFinite(value) ? String(Math.round(value)) : 'never');
  const { p50, p95, p99, signalling, ice, dtls, keyFrame } = figures;
  const { screenP50, screenP95, soundP50, soundP95, soundP99 } = figures;
  const measured = [
    `${figures.joins} joins: picture p50 ${ms(p50)}, p95 ${ms(p95)}, p99 ${ms(p99)} ms`,
    `on screen p50 ${ms(screenP50)}, p95 ${ms(screenP95)} ms`,
    `sound p50 ${ms(soundP50)}, p95 ${ms(soundP95)}, p99 ${ms(soundP99)} ms`,
    `signalling ${ms(signalling)} + ICE ${ms(ice)} + DTLS ${ms(dtls)} + key frame ${ms(keyFrame)} ms`,
  ];
  if (figures.failed > 0) measured.push(`${figures.failed} of ${figures.joins} came to nothing`);
  if (isVoid) measured.push(`void: the generator took ${Math.round(generatorLoad * 100)} %`);
  return {
    bench: 'join',
    what: describeConditions(conditions),
    measured: measured.join('; '),
    goal: goal.text,
    isMet: isVoid ? null : goal.isMet,
    figures: { ...figures, generatorLoad },
  };
}

export function describeConditions({ publishers, roundTrip, loss }: JoinConditions): string {
  const people = publishers === 1 ? '1 publisher' : `${publishers} publishers`;
  return `${people}, RTT ${roundTrip} ms, loss ${Math.round(loss * 100)} %`;
}
