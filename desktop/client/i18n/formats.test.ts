import { describe, expect, it } from 'vitest';
import { createFormats } from './formats.ts';

const NOW = new Date(2026, 10, 20, 14, 5);
const MINUTE_MS = 60_000;
const british = createFormats('en-GB');
const chinese = createFormats('zh-CN');

describe('the day of something', () => {
  const day = (offset: number) => new Date(2026, 10, 20 + offset, 1);

  it('has a name when it is near', () => {
    expect([-1, 0, 1].map((offset) => british.day(day(offset), NOW))).toEqual([
      'Yesterday',
      'Today',
      'Tomorrow',
    ]);
    expect(chinese.day(day(1), NOW)).toBe('明天');
  });

  it('goes by the calendar, not by 24 hours', () => {
    const justAfterMidnight = new Date(2026, 10, 21, 0, 1);
    expect(british.day(justAfterMidnight, new Date(2026, 10, 20, 23, 59))).toBe('Tomorrow');
  });

  it('names the year only when it is another one', () => {
    expect(british.day(day(7), NOW)).not.toContain('2026');
    expect(british.day(new Date(2027, 0, 4), NOW)).toContain('2027');
  });
});

describe('a length of time', () => {
  it.each([
    [0, '0 mins'],
    [4 * MINUTE_MS, '4 mins'],
    [60 * MINUTE_MS, '1 hr'],
    [125 * MINUTE_MS, '2 hrs 5 mins'],
    [-5, '0 mins'],
  ])('%d ms reads %s', (milliseconds, words) => {
    expect(british.duration(milliseconds)).toBe(words);
  });
});
