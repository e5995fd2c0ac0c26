import { expect, test } from 'vitest';
import { AppError } from '../shared/errors.ts';
import { DatabaseError } from './db/index.ts';
import { StartError } from './StartError.ts';
import { toExit } from './toExit.ts';

test('a database that passes out during the start is no reason to never start again', () => {
  const error = new AppError('unavailable', 'The database does not answer.');
  expect(toExit(error)).toEqual({ code: 1, told: 'The database does not answer.' });
});

test.each([
  new StartError('The port is in use.'),
  new DatabaseError('The database cannot be used.'),
  // A port that is taken, a worker that is not installed.
  new AppError('media_unavailable', 'Port 40000 for media is in use.'),
])(
  'what a person must change is told in one line, and a supervisor need not try again',
  (error) => {
    expect(toExit(error)).toEqual({ code: 78, told: error.message });
  },
);

test('a bug tells its whole story', () => {
  const error = new TypeError('x is not a function');
  expect(toExit(error)).toEqual({ code: 1, told: error.stack });
  expect(toExit('nonsense')).toEqual({ code: 1, told: 'nonsense' });
});
