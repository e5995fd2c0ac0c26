import { expect, test } from 'vitest';
import { describeError } from './createLogger.ts';

test('a failed query is logged without its parameters', () => {
  const error = Object.assign(new Error('duplicate key'), {
    code: '23505',
    query: 'INSERT INTO users',
    parameters: ['ada@example.org', '$argon2id$...'],
    driverError: { detail: 'Key (email)=(ada@example.org) already exists.' },
  });
  const described = describeError(error);
  expect(described).toMatchObject({ message: 'duplicate key', code: '23505' });
  expect(JSON.stringify(described)).not.toContain('ada@example.org');
});

test('causes are told, and a circle of them ends', () => {
  const error = new Error('outer', { cause: new Error('inner') });
  expect(describeError(error)).toMatchObject({ cause: { message: 'inner' } });
  const circle = new Error('round');
  circle.cause = circle;
  expect(() => JSON.stringify(describeError(circle))).not.toThrow();
});
