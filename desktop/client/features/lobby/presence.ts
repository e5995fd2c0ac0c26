/** Names that are told one by one; more of them nobody reads. */
const NAMED = 3;

/** Who is in, as a sentence needs it: some names and how many more there are. */
export function presenceOf(
  names: readonly string[],
  count: number,
): { named: string[]; otherCount: number } {
  const named = names.slice(
    0,
    names.length === NAMED + 1 && count === names.length ? NAMED + 1 : NAMED,
  );
  return { named, otherCount: Math.max(0, count - named.length) };
}
