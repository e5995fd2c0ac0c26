import { expect, it } from 'vitest';
import { gradeQuality } from './gradeQuality.ts';

const nothing = { isPathLost: false, sent: [], heard: [], seen: [] };

it('[M9] nothing known is good', () => {
  expect(gradeQuality(nothing)).toBe('good');
  expect(gradeQuality({ ...nothing, sent: [[]] })).toBe('good');
});

it.each([
  [10, 'good'],
  [8, 'good'],
  [7, 'fair'],
  [5, 'fair'],
  [4, 'poor'],
  [0, 'poor'],
])('[M9] a score of %i is %s, upwards and downwards', (score, quality) => {
  expect(gradeQuality({ ...nothing, sent: [[score]] })).toBe(quality);
  expect(gradeQuality({ ...nothing, heard: [score] })).toBe(quality);
  expect(gradeQuality({ ...nothing, seen: [score] })).toBe(quality);
});

it('[M9] a layer that the sender saves counts for nothing', () => {
  expect(gradeQuality({ ...nothing, sent: [[10, 9, 0]] })).toBe('good');
});

it('[M9] the worse direction counts', () => {
  expect(gradeQuality({ ...nothing, sent: [[10]], seen: [3, 4] })).toBe('poor');
  expect(gradeQuality({ ...nothing, sent: [[4]], seen: [10] })).toBe('poor');
});

it('[M9] one bad stream among many that arrive does not make a network poor', () => {
  expect(gradeQuality({ ...nothing, seen: [10, 10, 10, 4] })).toBe('good');
});

it('[M9] a lost path is poor, whatever was measured before', () => {
  expect(gradeQuality({ isPathLost: true, sent: [[10]], heard: [10], seen: [10] })).toBe('poor');
});

it('[M9] pictures that are sent again until they are whole do not hide what the sound loses', () => {
  expect(gradeQuality({ ...nothing, sent: [[10, 10, 10], [7]] })).toBe('fair');
  expect(gradeQuality({ ...nothing, heard: [7], seen: [10, 10, 10] })).toBe('fair');
});
