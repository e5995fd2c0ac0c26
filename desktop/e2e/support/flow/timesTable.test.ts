import { expect, it } from 'vitest';
import { type PlaywrightReport, toTimesTable } from './timesTable.ts';

const run = (status: string, description: string) => ({
  status,
  annotations: [
    { type: 'media (ms)', description },
    { type: 'note', description: 'no figures' },
  ],
});

it('sums up all repeats of a test, and says how many passed', () => {
  const report: PlaywrightReport = {
    suites: [
      {
        suites: [
          {
            specs: [
              { title: '@resilience a cut', tests: [{ results: [run('passed', '100, 300')] }] },
              { title: '@resilience a cut', tests: [{ results: [run('failed', '5000')] }] },
            ],
          },
        ],
      },
    ],
  };
  expect(toTimesTable(report).split('\n')).toEqual([
    'a cut: 1 of 2 passed',
    expect.stringMatching(/^ {2}media \(ms\) +median +300 {2}p95 +5000 {2}max +5000$/),
  ]);
});
