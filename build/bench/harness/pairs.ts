import { median } from './statistics.ts';

/** One measurement of one thing. */
export interface Sample {
  /** In the unit of the comparison; always a cost: the smaller, the better. */
  value: number;
  /** The share of its core that the generator took, 0 to 1. */
  generatorLoad: number;
  /** Whatever else is worth keeping, such as counts. */
  details?: Record<string, number>;
}

/** From here on the generator itself may be what was measured. */
export const MAX_GENERATOR_LOAD = 0.7;
const MAX_REPEATS = 2;
const DEFAULT_PAIRS = 5;

type Measure = () => Promise<Sample>;

export interface Comparison {
  name: string;
  unit: string;
  a: Measure;
  b: Measure;
  pairs?: number;
}

export interface PairedResult {
  name: string;
  unit: string;
  /** a / b of each pair, void ones left out; median, min and max are of these, NaN when there are none. */
  ratios: number[];
  median: number;
  min: number;
  max: number;
  /** All that were kept, one per pair, void ones included. */
  samplesA: Sample[];
  samplesB: Sample[];
  /** Pairs in which the generator was too busy even when the sample was repeated. */
  voidPairs: number;
}

export const isVoid = (sample: Sample): boolean => !(sample.generatorLoad < MAX_GENERATOR_LOAD);

/**
 * Measures A B A B and compares within each pair: what drifts slowly (heat, neighbours) touches both
 * sides of a pair alike.
 * @throws when a sample measured nothing
 */
export async function comparePairs(comparison: Comparison): Promise<PairedResult> {
  const { name, unit, a, b, pairs = DEFAULT_PAIRS } = comparison;
  const samplesA: Sample[] = [];
  const samplesB: Sample[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    samplesA.push(await measureValid(name, a));
    samplesB.push(await measureValid(name, b));
  }
  return summarizePairs(name, unit, samplesA, samplesB);
}

/** A thing against itself: what its ratios differ from 1 by is what the bench cannot tell apart. */
export function nullPair(comparison: Omit<Comparison, 'b'>): Promise<PairedResult> {
  return comparePairs({ ...comparison, b: comparison.a });
}

async function measureValid(name: string, measure: Measure): Promise<Sample> {
  for (let repeats = 0; ; repeats += 1) {
    const sample = await measure();
    if (!Number.isFinite(sample.value) || sample.value <= 0) {
      throw new Error(`${name}: a sample of ${sample.value} means that nothing was done`);
    }
    if (!isVoid(sample) || repeats === MAX_REPEATS) return sample;
  }
}

/** What was sampled in pairs elsewhere: the first of `samplesA` with the first of `samplesB`, and so on. */
export function summarizePairs(
  name: string,
  unit: string,
  samplesA: Sample[],
  samplesB: Sample[],
): PairedResult {
  const ratios = samplesA.flatMap((a, index) => {
    const b = samplesB[index];
    return b === undefined || isVoid(a) || isVoid(b) ? [] : [a.value / b.value];
  });
  const isEmpty = ratios.length === 0;
  return {
    name,
    unit,
    ratios,
    median: isEmpty ? NaN : median(ratios),
    min: isEmpty ? NaN : Math.min(...ratios),
    max: isEmpty ? NaN : Math.max(...ratios),
    samplesA,
    samplesB,
    voidPairs: samplesA.length - ratios.length,
  };
}
