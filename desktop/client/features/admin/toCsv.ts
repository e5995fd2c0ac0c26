/** Spreadsheets run cells that begin like this as formulas; a name must never be one. */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * RFC 4180 with a byte order mark, without which Excel misreads Chinese names.
 * @param rows the head first; null is an empty cell
 */
export function toCsv(rows: readonly (readonly (string | null)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(toCell).join(',')).join('\r\n')}\r\n`;
}

function toCell(value: string | null): string {
  const text = value ?? '';
  const safe = FORMULA_START.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
