import { expect, it } from 'vitest';
import { SetupError } from './SetupError.ts';

it('is one line whatever it is made of', () => {
  expect(new SetupError('one:\n  two\r\nthree\n').message).toBe('one: two three');
});
