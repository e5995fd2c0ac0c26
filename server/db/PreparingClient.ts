import pg from 'pg';

/** Each takes memory in each connection. What a request asks comes first; whatever is worded anew ever again, after it. */
export const MOST_KEPT = 100;

/** By their texts, alike in all connections. */
const names = new Map<string, string>();

/**
 * Has PostgreSQL keep what it understood of a statement that has values: to read and plan the short ones that requests ask was
 * more work than to carry them out. Where the plan depends on the values, PostgreSQL goes on making one for each.
 */
export class PreparingClient extends pg.Client {
  /** Whatever pg takes; a text with an array of values is given a name. */
  override query(...asked: unknown[]): never {
    // One type for all of pg's overloads: what it returns follows from what is passed on.
    const query = super.query.bind(this) as (...all: unknown[]) => never;
    const [text, values, ...rest] = asked;
    if (typeof text !== 'string' || !Array.isArray(values)) return query(...asked);
    const name = nameOf(text);
    return name === undefined ? query(...asked) : query({ name, text, values }, ...rest);
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_KEPT) return known;
  const name = `parley_${names.size}`;
  names.set(text, name);
  return name;
}
