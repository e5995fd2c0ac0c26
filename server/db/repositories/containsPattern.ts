/** An (I)LIKE pattern for "contains this very text": `%` and `_` in it stand for themselves. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
