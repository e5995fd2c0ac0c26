import { describe, expect, it } from 'vitest';
import { comparePairs, nullPair } from './pairs.ts';
import type { Sample } from './pairs.ts';

function scripted(samples: Sample[], order: string[] = [], name = ''): () => Promise<Sample> {
  const left = [...samples];
  return () => {
    order.push(name);
    const sample = left.shift();
    return sample ? Promise.resolve(sample) : Promise.reject(new Error('asked too often'));
  };
}

const quiet = (...values: number[]): Sample[] =>
  values.map((value) => ({ value, generatorLoad: 0.3 }));

describe('comparePairs', () => {
  it('runs A B A B and takes the ratio within each pair', async () => {
    const order: string[] = [];
    const result = await comparePairs({
      name: 'x',
      unit: 'us',
      a: scripted(quiet(10, 24, 9), order, 'a'),
      b: scripted(quiet(10, 20, 10), order, 'b'),
      pairs: 3,
    });
    expect(order).toEqual(['a', 'b', 'a', 'b', 'a', 'b']);
    expect(result.ratios).toEqual([1, 1.2, 0.9]);
    expect(result).toMatchObject({ median: 1, min: 0.9, max: 1.2, voidPairs: 0 });
  });

  it('repeats a sample whose generator was too busy', async () => {
    const a = scripted([{ value: 50, generatorLoad: 0.7 }, ...quiet(10)]);
    const result = await comparePairs({
      name: 'x',
      unit: 'us',
      a,
      b: scripted(quiet(10)),
      pairs: 1,
    });
    expect(result).toMatchObject({ ratios: [1], voidPairs: 0 });
  });

  it('gives up after two repeats, and counts the pair as void instead of using it', async () => {
    const busy: Sample = { value: 50, generatorLoad: 0.9 };
    const a = scripted([busy, busy, busy, ...quiet(10)]);
    const b = scripted(quiet(10, 5));
    const result = await comparePairs({ name: 'x', unit: 'us', a, b, pairs: 2 });
    expect(result).toMatchObject({ ratios: [2], median: 2, voidPairs: 1 });
    expect(result.samplesA).toHaveLength(2);
  });

  it('has no figure at all when every pair is void', async () => {
    const busy: Sample = { value: 50, generatorLoad: 1 };
    const a = scripted([busy, busy, busy]);
    const result = await comparePairs({
      name: 'x',
      unit: 'us',
      a,
      b: scripted(quiet(1)),
      pairs: 1,
    });
    expect(result).toMatchObject({ ratios: [], median: NaN, voidPairs: 1 });
  });

  it('takes a load that is not a number for void', async () => {
    const broken: Sample = { value: 50, generatorLoad: NaN };
    const a = scripted([broken, broken, broken]);
    const result = await comparePairs({
      name: 'x',
      unit: 'us',
      a,
      b: scripted(quiet(1)),
      pairs: 1,
    });
    expect(result.voidPairs).toBe(1);
  });

  it.each([0, -1, NaN, Infinity])('refuses a sample of %d: nothing was measured', async (value) => {
    const run = comparePairs({
      name: 'x',
      unit: 'us',
      a: scripted(quiet(value)),
      b: scripted(quiet(1)),
    });
    await expect(run).rejects.toThrow('nothing was done');
  });
});

it('nullPair compares a thing with itself, five times unless told otherwise', async () => {
  const a = scripted(quiet(10, 10, 10, 20, 20, 10, 10, 10, 10, 10));
  const result = await nullPair({ name: 'x', unit: 'us', a });
  expect(result.ratios).toEqual([1, 0.5, 2, 1, 1]);
});
