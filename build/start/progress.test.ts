import { expect, it } from 'vitest';
import { createProgress, formatElapsed } from './progress.ts';

it.each([
  [0, '  0:00'],
  [9_999, '  0:09'],
  [65_000, '  1:05'],
  [3_600_000, ' 60:00'],
])('shows %i ms as "%s"', (elapsedMs, text) => {
  expect(formatElapsed(elapsedMs)).toBe(text);
});

it('counts from its own beginning', () => {
  const lines: string[] = [];
  let now = 50_000;
  const progress = createProgress(
    (line) => lines.push(line),
    () => now,
  );
  now += 61_000;
  progress('Building the web client');
  expect(lines).toEqual(['  1:01  Building the web client']);
});
