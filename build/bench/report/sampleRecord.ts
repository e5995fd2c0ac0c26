import type { BenchRecord } from './BenchRecord.ts';

/** For tests. */
export const record: BenchRecord = {
  bench: 'fanOut',
  quick: false,
  startedAt: '2026-11-21T05:00:00.000Z',
  durationSeconds: 60,
  machine: {
    system: 'Debian 12',
    kernel: '6.1',
    processor: 'A processor',
    cores: 2,
    memoryGiB: 24,
    load: 0.04,
    versions: { Node: '24.21.0' },
    commit: 'abc1234',
  },
  rows: [
    {
      bench: 'fan-out',
      what: 'mute to 1,000',
      measured: 'p95 61 ms',
      goal: '50 ms',
      isMet: false,
      note: 'The profile says why.',
      figures: { p95Ms: 61 },
    },
    { bench: 'fan-out', what: 'a | b', measured: '1', goal: '2', isMet: null, figures: {} },
  ],
};
