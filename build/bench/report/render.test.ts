import { describe, expect, it } from 'vitest';
import { benchRecord } from './BenchRecord.ts';
import type { BenchRecord } from './BenchRecord.ts';
import { renderFigures, writeFigures } from './render.ts';

const record: BenchRecord = {
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

describe('renderFigures', () => {
  const text = renderFigures([record]);

  it('says in the table which goal is missed, and why below it', () => {
    expect(text).toContain('| fan-out | mute to 1,000 [1] | p95 61 ms | 50 ms | **no** |');
    expect(text).toContain('[1] The profile says why.');
  });

  it('claims nothing where the bench cannot tell, and keeps bars out of the columns', () => {
    expect(text).toContain('| fan-out | a \\| b | 1 | 2 | cannot tell |');
  });

  it('judges no figure without a goal', () => {
    const [row] = record.rows;
    if (!row) throw new Error('no row');
    const text = renderFigures([{ ...record, rows: [{ ...row, goal: 'none', isMet: null }] }]);
    expect(text).toContain('| p95 61 ms | none |  |');
  });

  it('says where it was measured', () => {
    expect(text).toContain('Debian 12, Linux 6.1, A processor, 2 cores, 24 GiB; Node 24.21.0');
    expect(text).not.toContain('quick run');
  });

  it('warns of a quick run', () => {
    expect(renderFigures([{ ...record, quick: true }])).toContain('quick run');
  });
});

describe('writeFigures', () => {
  const marks = [
    '<!-- figures: begin (written by `npm run bench -- --write`) -->',
    '<!-- figures: end -->',
  ];

  it('replaces what stands between the marks, and nothing else', () => {
    const once = writeFigures(`before\n${marks[0]}\nold\n${marks[1]}\nafter\n`, [record]);
    expect(once).toMatch(/^before\n/);
    expect(once).toMatch(/\nafter\n$/);
    expect(once).not.toContain('old');
    expect(writeFigures(once, [record])).toBe(once);
  });

  it('refuses a document without the marks', () => {
    expect(() => writeFigures('nothing here', [record])).toThrow('lacks the lines');
  });
});

it('a record survives its file, figures that are not numbers included', () => {
  const broken = { ...record, rows: [{ ...record.rows[0], figures: { ratio: NaN } }] };
  const read = benchRecord.parse(JSON.parse(JSON.stringify(broken)));
  expect(read.rows[0]?.figures).toEqual({ ratio: NaN });
});
