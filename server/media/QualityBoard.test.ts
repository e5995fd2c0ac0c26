import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { QualityBoard } from './QualityBoard.ts';
import type { Grades } from './QualityBoard.ts';

let told: Grades[];
let board: QualityBoard;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  board = new QualityBoard((grades) => told.push(grades));
});
afterEach(() => {
  vi.useRealTimers();
});

it('[M9] tells changes at most once a second, together', () => {
  board.grade('ann', 'poor');
  board.grade('bob', 'fair');
  vi.advanceTimersByTime(999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([
    [
      { peerId: 'ann', quality: 'poor' },
      { peerId: 'bob', quality: 'fair' },
    ],
  ]);
  board.grade('ann', 'good');
  vi.advanceTimersByTime(1000);
  expect(told[1]).toEqual([{ peerId: 'ann', quality: 'good' }]);
});

it('[M9] good is what everybody is taken for and needs no telling', () => {
  board.grade('ann', 'good');
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
});

it('[M9] what is over before it is told is not told', () => {
  board.grade('ann', 'poor');
  board.grade('ann', 'good');
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
});

it('[M9] a newcomer hears of those who are not well', () => {
  board.grade('ann', 'poor');
  board.grade('bob', 'fair');
  vi.advanceTimersByTime(1000);
  board.repeat();
  board.grade('bob', 'good');
  vi.advanceTimersByTime(1000);
  expect(told[1]).toEqual([
    { peerId: 'ann', quality: 'poor' },
    { peerId: 'bob', quality: 'good' },
  ]);
});

it('whoever has left is not told of, and nothing after the end', () => {
  board.grade('ann', 'poor');
  board.forget('ann');
  vi.advanceTimersByTime(1000);
  board.grade('bob', 'poor');
  board.close();
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
