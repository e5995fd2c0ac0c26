import { expect, test } from 'vitest';
import { z } from 'zod';
import { parsePart } from './parsePart.ts';

const schema = z.object({
  name: z.string('Enter a name.'),
  age: z.coerce.number('Enter a number.').default(1),
});

const refusalOf = (value: unknown) => {
  try {
    return parsePart(schema, value);
  } catch (error) {
    return error;
  }
};

test('defaults are filled in and unknown keys left out', () => {
  expect(parsePart(schema, { name: 'Ada', isAdmin: true })).toEqual({ name: 'Ada', age: 1 });
});

test('every field that is wrong is named once', () => {
  expect(refusalOf({ age: 'x' })).toMatchObject({
    code: 'invalid_input',
    message: 'Some of the fields are not valid.',
    fields: { name: 'Enter a name.', age: 'Enter a number.' },
  });
});

test('a single field is in the message, for people without a form', () => {
  expect(refusalOf({})).toMatchObject({ message: 'name: Enter a name.' });
});

test('a key from the prototype is no field', () => {
  const parsed = parsePart(schema, JSON.parse('{"name":"Ada","__proto__":{"isAdmin":true}}'));
  expect(parsed).not.toHaveProperty('isAdmin');
});
