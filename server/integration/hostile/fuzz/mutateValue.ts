import type { Random } from './Random.ts';
import type { Value } from './values.ts';

const STRINGS: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\u202eevil',
  '💥'.repeat(40),
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e999',
  '%s%n%x',
  '%00',
  "' OR 1=1 --",
  '"; DROP TABLE users; --',
  '${7*7}',
  '{{7*7}}',
  '<script>alert(1)</script>',
  '../../../../etc/passwd',
  '..%2f..%2f',
  '\r\nX-Evil: 1',
  '0000-00-00T00:00:00Z',
  '9999-12-31T23:59:59+23:59',
  '0001-01-01T00:00:00+14:00',
  '2026-02-30T12:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'abc-defg-hjk',
  'x'.repeat(257),
  'İ'.repeat(60),
  'ﷺ'.repeat(60),
  'e\u0301'.repeat(120),
  // Marks out of their order, which take long to put into it.
  'a' + '\u0301'.repeat(20_000) + '\u0316'.repeat(20_000),
];

const NUMBERS: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  127,
  128,
  255,
  256,
  65_535,
  65_536,
  2 ** 31,
  -(2 ** 31),
  2 ** 32,
  2 ** 53,
  2 ** 63,
  1e21,
  1e308,
  -1e308,
  5e-324,
  8_640_000_000_000_001,
];

const SHAPES: readonly (() => Value)[] = [
  () => null,
  () => true,
  () => false,
  () => [],
  () => ({}),
  () => [null],
  () => [[]],
  () => ({ $bytes: 16 }),
  () => ({ $bytes: 0 }),
  () => ({ $text: 5_000 }),
  () => ({ $text: 70_000 }),
  () => ({ $deep: 200 }),
  () => ({ $deep: 4_000 }),
  () => ({ $wide: 500 }),
  () => ({ length: 2 ** 31 }),
  () => ({ toJSON: 1, then: 1, constructor: { prototype: { isAdmin: true } } }),
  // JSON.parse alone makes a property of that name; a literal would set the prototype.
  () => asValue(JSON.parse('{"__proto__":{"isAdmin":true,"code":"x"}}')),
  () => ({ _placeholder: true, num: 0 }),
  () => ({ _placeholder: true, num: -1 }),
];

const KEYS: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'then',
  'toJSON',
  'length',
  'isAdmin',
  'role',
  'userId',
  'participantId',
  '',
  '\u0000',
  '$where',
  '_placeholder',
];

export function strangeValue(random: Random): Value {
  const choice = random.integer(0, 2);
  if (choice === 0) return random.pick(STRINGS);
  if (choice === 1) return random.pick(NUMBERS);
  return random.pick(SHAPES)();
}

/** One change, somewhere in it. */
export function mutateValue(value: Value, random: Random): Value {
  if (random.chance(0.08)) return strangeValue(random);
  if (Array.isArray(value)) return mutateArray(value, random);
  if (typeof value === 'object' && value !== null) return mutateObject(value, random);
  if (typeof value === 'string') return mutateString(value, random);
  if (typeof value === 'number' && random.chance(0.7)) return mutateNumber(value, random);
  return strangeValue(random);
}

function mutateArray(items: Value[], random: Random): Value {
  const choice = random.integer(0, 9);
  if (choice === 0) return [];
  if (choice === 1) return [...items, ...items];
  if (choice === 2) return items.toReversed();
  if (choice === 3) return Object.fromEntries(items.entries());
  if (choice === 4) return Array.from({ length: 300 }, () => items[0] ?? 0);
  if (choice === 5 || items.length === 0) return [...items, strangeValue(random)];
  const at = random.integer(0, items.length - 1);
  return items.map((item, index) => (index === at ? mutateValue(item, random) : item));
}

function mutateObject(value: { [key: string]: Value }, random: Random): Value {
  const entries = Object.entries(value);
  const choice = random.integer(0, 9);
  if (choice === 0) return entries.map(([, item]) => item);
  if (choice === 1) return [value];
  if (choice === 2 || entries.length === 0) return withKey(entries, random);
  const [chosen] = random.pick(entries);
  if (choice === 3) return Object.fromEntries(entries.filter(([key]) => key !== chosen));
  if (choice === 4) {
    return Object.fromEntries(
      entries.map(([key, item]) => [key === chosen ? random.pick(KEYS) : key, item]),
    );
  }
  return Object.fromEntries(
    entries.map(([key, item]) => [key, key === chosen ? mutateValue(item, random) : item]),
  );
}

function withKey(entries: [string, Value][], random: Random): Value {
  return Object.fromEntries([...entries, [random.pick(KEYS), strangeValue(random)]]);
}

function mutateString(text: string, random: Random): Value {
  const choice = random.integer(0, 7);
  if (choice === 0) return text.slice(0, -1);
  if (choice === 1) return `${text}${random.pick(STRINGS)}`;
  if (choice === 2) return text.toUpperCase();
  if (choice === 3) return [text];
  if (choice === 4) return ` ${text}\u00a0`;
  if (choice === 5) return random.pick(STRINGS);
  return strangeValue(random);
}

function mutateNumber(value: number, random: Random): Value {
  const choice = random.integer(0, 5);
  if (choice === 0) return -value;
  if (choice === 1) return value + 1;
  if (choice === 2) return value + 0.5;
  if (choice === 3) return String(value);
  return random.pick(NUMBERS);
}

/** What came out of JSON.parse is JSON. */
function asValue(parsed: unknown): Value {
  return parsed as Value;
}
