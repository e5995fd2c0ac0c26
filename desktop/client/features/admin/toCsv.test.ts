import { describe, expect, it } from 'vitest';
import { toCsv } from './toCsv.ts';

describe('an exported table', () => {
  it('has one line per row and starts with a byte order mark', () => {
    expect(
      toCsv([
        ['Name', 'Seen'],
        ['王小明', null],
      ]),
    ).toBe('\uFEFFName,Seen\r\n王小明,\r\n');
  });

  it('quotes what would break the table', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe(
      '\uFEFF"a,b","say ""hi""","two\nlines"\r\n',
    );
  });

  it.each(['=1+1', '+1', '-1', '@cmd', '\tx'])('never lets %j run as a formula', (name) => {
    expect(toCsv([[name]])).toContain(`'${name}`);
  });
});
