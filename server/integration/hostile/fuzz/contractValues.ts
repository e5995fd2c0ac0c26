import { z } from 'zod';
import type { Random } from './Random.ts';
import { slot, type Value } from './values.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** What fits a field better than anything that its schema alone could suggest; undefined: go by the schema. */
export type Hint = (name: string, random: Random) => Value | undefined;

const converted = new WeakMap<z.ZodType, JsonSchema>();

/** A value that the schema takes, mostly: what zod refines beyond JSON Schema is met by the hints or by luck. */
export function valueOf(schema: z.ZodType, random: Random, hint: Hint): Value {
  let json = converted.get(schema);
  if (!json) {
    json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
    converted.set(schema, json);
  }
  return generate(json, { random, hint, name: '' });
}

interface Place {
  random: Random;
  hint: Hint;
  /** Of the field that is made. */
  name: string;
}

function generate(schema: JsonSchema | boolean, place: Place): Value {
  const { random, hint, name } = place;
  if (typeof schema === 'boolean') return null;
  const hinted = name === '' ? undefined : hint(name, random);
  if (hinted !== undefined) return hinted;
  if (schema.const !== undefined) return asValue(schema.const);
  if (schema.enum) return asValue(random.pick(schema.enum));
  const variants = schema.anyOf ?? schema.oneOf;
  // The hint had its say; a variant is of the same name.
  if (variants) return generate(asSchema(random.pick(variants)), { ...place, name: '' });
  switch (schema.type) {
    case 'object':
      return generateObject(schema, place);
    case 'array':
      return generateArray(schema, place);
    case 'string':
      return generateString(schema, random);
    case 'integer':
    case 'number':
      return generateNumber(schema, random);
    case 'boolean':
      return random.chance(0.5);
    default:
      return null;
  }
}

function generateObject(schema: JsonSchema, place: Place): Value {
  const required = new Set(schema.required ?? []);
  const made: [string, Value][] = [];
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!required.has(name) && place.random.chance(0.4)) continue;
    made.push([name, generate(asSchema(property), { ...place, name })]);
  }
  if (made.length === 0 && schema.additionalProperties) made.push(['minptime', 10]);
  return Object.fromEntries(made);
}

function generateArray(schema: JsonSchema, place: Place): Value {
  const items = schema.items;
  if (!items || Array.isArray(items)) return [];
  const least = schema.minItems ?? 0;
  const length = place.random.integer(least, Math.min(schema.maxItems ?? 3, least + 3));
  return Array.from({ length }, () => generate(asSchema(items), place));
}

function generateString(schema: JsonSchema, random: Random): Value {
  if (schema.format === 'uuid') return random.uuid();
  if (schema.format === 'date-time') return `20${random.integer(10, 99)}-03-14T15:09:26+01:00`;
  if (schema.format === 'email') return `${random.hex(8)}@example.org`;
  if (schema.pattern?.startsWith('^[a-hjkmnp-z]')) return slot('arena', 'code');
  const least = schema.minLength ?? 1;
  return random.hex(random.integer(least, Math.min(schema.maxLength ?? 24, least + 23)));
}

function generateNumber(schema: JsonSchema, random: Random): Value {
  const least = Number(schema.minimum ?? schema.exclusiveMinimum ?? 0);
  const most = Number(schema.maximum ?? least + 1000);
  return random.chance(0.2) ? random.pick([least, most]) : random.integer(least, most);
}

/** zod writes plain JSON Schema objects; its types allow for more. */
function asSchema(schema: unknown): JsonSchema {
  return schema as JsonSchema;
}

/** Constants of a JSON Schema are JSON. */
function asValue(constant: unknown): Value {
  return constant as Value;
}
