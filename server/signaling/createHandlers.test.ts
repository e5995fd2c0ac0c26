import { expect, test } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { createHandlers, type Client } from './createHandlers.ts';

function createGuest() {
  const idle = { isRunning: true };
  const client: Client = {
    connection: { enter() {}, exit() {}, emit() {}, close() {}, isClosed: false },
    user: null,
    address: '::1',
    session: null,
    idleLimit: {
      start: () => void (idle.isRunning = true),
      stop: () => void (idle.isRunning = false),
    },
  };
  return { client, idle };
}

const JOIN = { code: 'abc-defg-hjk', displayName: 'Ben' };
const removed = () => new AppError('removed_from_meeting', 'You were removed from this meeting.');

test('[P4] a guest who is refused at the last moment of a join is not spared the limit', async () => {
  const { client, idle } = createGuest();
  const finish = () => {
    throw removed();
  };
  const handlers = createHandlers(client, {
    join: () => Promise.resolve({ finish }),
    resume: () => Promise.reject(removed()),
  });
  const answer = await handlers['meeting:join'](JOIN);
  expect(idle.isRunning).toBe(false);
  expect(() => 'finish' in answer && answer.finish()).toThrow('You were removed');
  expect(idle.isRunning).toBe(true);
});

test('[P4] a guest who is refused at once is not spared the limit', async () => {
  const { client, idle } = createGuest();
  const refuse = () => Promise.reject(removed());
  const handlers = createHandlers(client, { join: refuse, resume: refuse });
  await expect(handlers['meeting:join'](JOIN)).rejects.toThrow('You were removed');
  expect(idle.isRunning).toBe(true);
});
