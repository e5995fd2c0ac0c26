/** What a step carries: JSON, and the markers below, so that a failing sequence can be printed and read. */
export type Value = null | boolean | number | string | Value[] | { [key: string]: Value };

/** What cannot be written down shortly, or at all, as JSON. */
const MARKERS = ['$bytes', '$text', '$deep', '$wide'] as const;
type Marker = (typeof MARKERS)[number];
const MAX_SIZE = 500_000;
/** What the attacker's own JSON.stringify can take; planRaw sends deeper ones as text. */
const MAX_DEPTH = 4_000;

/** `{{member.participantId}}` stands for what that actor was given by the server, once it was. */
export const slot = (owner: string, name: string): string => `{{${owner}.${name}}}`;
const SLOT = /\{\{(\w+)\.(\w+)\}\}/g;

export type LookUp = (owner: string, name: string) => string | undefined;

/** Makes a step's value what goes out on the wire. Slots that are not filled stay as they are: strange strings. */
export function resolve(value: Value, lookUp: LookUp): unknown {
  if (typeof value === 'string') return resolveText(value, lookUp);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => resolve(item, lookUp));
  const marked = expandMarker(value);
  if (marked !== undefined) return marked;
  // fromEntries defines what it is given, `__proto__` too.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolve(item, lookUp)]),
  );
}

export function resolveText(text: string, lookUp: LookUp): string {
  return text.replace(SLOT, (whole, owner: string, name: string) => lookUp(owner, name) ?? whole);
}

function expandMarker(value: { [key: string]: Value }): unknown {
  const [only, another] = Object.entries(value);
  if (!only || another) return undefined;
  const [key, size] = only;
  if (!isMarker(key) || typeof size !== 'number') return undefined;
  // A mutation may have made something else of it; then it is an ordinary object.
  const most = key === '$deep' ? MAX_DEPTH : MAX_SIZE;
  if (!Number.isInteger(size) || size < 0 || size > most) return undefined;
  const expand: Record<Marker, () => unknown> = {
    $bytes: () => Buffer.alloc(size, 0xa5),
    $text: () => 'x'.repeat(size),
    $deep: () => nest(size),
    $wide: () =>
      Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, index])),
  };
  return expand[key]();
}

function isMarker(key: string): key is Marker {
  return MARKERS.some((marker) => marker === key);
}

function nest(depth: number): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
