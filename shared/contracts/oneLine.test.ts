import { afterEach, expect, it, vi } from 'vitest';
import { displayName } from './common.ts';

afterEach(() => vi.restoreAllMocks());

it('composes what a person types, and judges what becomes of it', () => {
  const typed = 'e\u0301'.repeat(60);
  expect(displayName.parse(`  ${typed}  `)).toBe('é'.repeat(60));
  expect(displayName.safeParse(`${typed}x`).error?.issues).toMatchObject([
    { message: 'A name has at most 60 characters.' },
  ]);
});

it('does not compose what is far too long: marks out of their order take time by their square', () => {
  const compose = vi.spyOn(String.prototype, 'normalize');
  const marks = 'a' + '\u0301'.repeat(200) + '\u0316'.repeat(200);
  expect(displayName.safeParse(marks).error?.issues).toMatchObject([
    { message: 'A name has at most 60 characters.' },
  ]);
  expect(compose).not.toHaveBeenCalled();
});
