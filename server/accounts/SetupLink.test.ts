import { expect, test } from 'vitest';
import { SetupLink } from './SetupLink.ts';

test('a set-up token works once', () => {
  const link = new SetupLink();
  const token = link.create();
  expect(link.isOpen).toBe(true);
  expect(link.take(token)).toBeTypeOf('function');
  expect(link.take(token)).toBeNull();
  expect(link.isOpen).toBe(false);
});

test('a token that is given back works again', () => {
  const link = new SetupLink();
  const token = link.create();
  link.take(token)?.();
  expect(link.take(token)).not.toBeNull();
});

test('no other text opens it, and none at all before it is created', () => {
  const link = new SetupLink();
  expect(link.take('')).toBeNull();
  link.create();
  expect(link.take('')).toBeNull();
  expect(link.take('guess')).toBeNull();
  expect(link.isOpen).toBe(true);
});
