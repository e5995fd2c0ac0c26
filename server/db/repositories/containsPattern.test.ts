import { expect, test } from 'vitest';
import { containsPattern } from './containsPattern.ts';

test('plain text is found anywhere', () => {
  expect(containsPattern('ada')).toBe('%ada%');
});

test('wildcards and the escape itself stand for themselves', () => {
  expect(containsPattern('100%_\\')).toBe('%100\\%\\_\\\\%');
});
