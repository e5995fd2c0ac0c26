import { describe, expect, it } from 'vitest';
import { replaceFigures } from './figureMarks.ts';
import { readFigures } from './readFigures.ts';
import { renderFigures } from './render.ts';
import { record } from './sampleRecord.ts';

const EMPTY =
  '<!-- figures: begin (written by `npm run bench -- --write`) -->\n<!-- figures: end -->\n';
const pageWith = (...args: Parameters<typeof renderFigures>) =>
  replaceFigures(EMPTY, renderFigures(...args));

describe('readFigures', () => {
  it('reads back what was written: rows, notes, verdicts and the machine', () => {
    const [read] = readFigures(pageWith([record]));
    expect(read).toEqual({
      ...record,
      startedAt: '2026-11-21T00:00:00.000Z',
      durationSeconds: 0,
      machine: { ...record.machine, load: 0 },
      rows: record.rows.map((row) => ({ ...row, figures: {} })),
    });
  });

  it('writes the same again, several benches and a quick run among them', () => {
    const idle = {
      ...record,
      bench: 'idle',
      rows: record.rows.map((r) => ({ ...r, bench: 'idle' })),
    };
    const text = pageWith([{ ...record, quick: true }, idle]);
    expect(pageWith(readFigures(text))).toBe(text);
  });

  it('knows no figures where there are none', () => {
    expect(readFigures(EMPTY)).toEqual([]);
  });

  it('refuses figures that no run is named for', () => {
    const text = pageWith([record]).replace('(fanOut)', '(another)');
    expect(() => readFigures(text)).toThrow('names no run');
  });
});
