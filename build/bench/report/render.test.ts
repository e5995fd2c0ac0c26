import { describe, expect, it } from 'vitest';
import { benchRecord } from './BenchRecord.ts';
import { renderFigures } from './render.ts';
import { record } from './sampleRecord.ts';

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

it('a record survives its file, figures that are not numbers included', () => {
  const broken = { ...record, rows: [{ ...record.rows[0], figures: { ratio: NaN } }] };
  const read = benchRecord.parse(JSON.parse(JSON.stringify(broken)));
  expect(read.rows[0]?.figures).toEqual({ ratio: NaN });
});
