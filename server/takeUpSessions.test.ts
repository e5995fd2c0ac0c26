import { expect, test } from 'vitest';
import { AppError } from '../shared/errors.ts';
import { takeUpSessions } from './takeUpSessions.ts';

function restoringFails(error: AppError) {
  const told: string[] = [];
  const log = { warn: (_fields: object, message: string) => void told.push(message) };
  const taking = takeUpSessions({ restore: () => Promise.reject(error) }, log);
  return { taking, told };
}

test('a media node that is lost while it is asked does not keep the server from starting', async () => {
  const { taking, told } = restoringFails(new AppError('media_unavailable', 'Out of reach.'));
  await taking;
  expect(told).toHaveLength(1);
});

test('a database that is away while sessions are taken up ends the start, to be tried again', async () => {
  const { taking, told } = restoringFails(new AppError('unavailable', 'No answer.'));
  await expect(taking).rejects.toMatchObject({ code: 'unavailable' });
  expect(told).toEqual([]);
});
