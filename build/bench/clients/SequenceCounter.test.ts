import { expect, it } from 'vitest';
import { SequenceCounter } from './SequenceCounter.ts';

function counted(sequences: Iterable<number>): { received: number; expected: number } {
  const counter = new SequenceCounter();
  for (const sequence of sequences) counter.take(sequence);
  const { received, expected } = counter;
  return { received, expected };
}

it('has nothing before the first packet', () => {
  expect(counted([])).toEqual({ received: 0, expected: 0 });
});

it('counts what came and what should have come', () => {
  expect(counted([10, 11, 13, 14])).toEqual({ received: 4, expected: 5 });
});

it('counts a packet that comes twice once', () => {
  expect(counted([1, 2, 2, 3, 1])).toEqual({ received: 3, expected: 3 });
});

it('counts a late packet in its place', () => {
  expect(counted([1, 3, 2, 4])).toEqual({ received: 4, expected: 4 });
});

it('goes on over the end of the 16 bits', () => {
  expect(counted([65_534, 65_535, 0, 2])).toEqual({ received: 4, expected: 5 });
});

it('counts a packet that is late over the end of the 16 bits', () => {
  expect(counted([65_534, 0, 65_535])).toEqual({ received: 3, expected: 3 });
});

it('passes over what was sent before the first that came', () => {
  expect(counted([100, 99, 101])).toEqual({ received: 2, expected: 2 });
});

it('sees each number anew after a whole round', () => {
  const rounds = Array.from({ length: 150_000 }, (_, index) => index % 65_536);
  expect(counted(rounds)).toEqual({ received: 150_000, expected: 150_000 });
});

it('sees a loss in the second round too', () => {
  const rounds = Array.from({ length: 150_000 }, (_, index) => index);
  const kept = rounds.filter((index) => index !== 100_000).map((index) => index % 65_536);
  expect(counted(kept)).toEqual({ received: 149_999, expected: 150_000 });
});
