import { beforeEach, expect, test } from 'vitest';
import { EMPTY_GRACE_MS } from '../../shared/domain/lifecycle.ts';
import { AppError } from '../../shared/errors.ts';
import { createFakeMeetings, plan } from './fakes/createFakeMeetings.ts';

const HOUR = 3_600_000;
const GUEST = { user: null, displayName: 'Gina', address: '192.0.2.1' };

let on: ReturnType<typeof createFakeMeetings>;
beforeEach(() => {
  on = createFakeMeetings();
});

const expireAt = (now: number) => {
  on.clock.now = now;
  return on.meetings.expireStale(now);
};

test('[A5] ending stores the end before it closes the room, and happens once', async () => {
  const { id, code } = await on.meetings.create(on.host, plan());
  expect(await on.meetings.end(on.host, code)).toMatchObject({ status: 'ended' });
  expect(on.live.asked).toEqual([`close ${id} endedByHost`]);
  const again = on.meetings.end(on.host, code);
  await expect(again).rejects.toMatchObject({ code: 'meeting_ended' });
  expect(await on.meetings.findLive(id)).toBeNull();
});

test('an end that was stored but not answered closes the live room when it is asked for again', async () => {
  const { id, code } = await on.meetings.create(on.host, plan());
  const { meetings } = on.stores;
  const stored = { ...meetings };
  meetings.end = async (...args) => {
    Object.assign(meetings, stored);
    await stored.end(...args);
    throw new AppError('unavailable', 'The answer was lost.');
  };
  const first = on.meetings.end(on.host, code);
  await expect(first).rejects.toMatchObject({ code: 'unavailable' });
  expect(on.live.asked).toEqual([]);
  const again = on.meetings.end(on.host, code);
  await expect(again).rejects.toMatchObject({ code: 'meeting_ended' });
  expect(on.live.asked).toEqual([`close ${id} endedByHost`]);
});

test('a meeting that nobody uses for a day expires, a planned one a day after its plan', async () => {
  const start = on.clock.now;
  const open = await on.meetings.create(on.host, plan());
  const endsAt = new Date(start + 48 * HOUR).toISOString();
  const planned = await on.meetings.create(on.host, plan({ endsAt }));
  expect(await expireAt(start + EMPTY_GRACE_MS)).toBe(0);
  expect(await expireAt(start + EMPTY_GRACE_MS + 1)).toBe(1);
  expect(await on.meetings.findLive(open.id)).toBeNull();
  expect(on.live.asked).toEqual([`close ${open.id} expired`]);
  expect(await expireAt(start + 48 * HOUR + EMPTY_GRACE_MS)).toBe(0);
  expect(await expireAt(start + 48 * HOUR + EMPTY_GRACE_MS + 1)).toBe(1);
  expect(await on.meetings.findLive(planned.id)).toBeNull();
});

test('a meeting that cannot be ended keeps no other from expiring', async () => {
  const start = on.clock.now;
  const stuck = await on.meetings.create(on.host, plan());
  const other = await on.meetings.create(on.host, plan());
  const { meetings } = on.stores;
  const end = meetings.end.bind(meetings);
  meetings.end = (id, ...rest) =>
    id === stuck.id ? Promise.reject(new Error('took too long')) : end(id, ...rest);
  expect(await expireAt(start + EMPTY_GRACE_MS + 1)).toBe(1);
  expect(await on.meetings.findLive(other.id)).toBeNull();
  expect(on.logged).toContain('a meeting that nobody uses could not be ended');
});

test('a meeting with somebody in it never expires, and gets its day when they leave', async () => {
  const { id, code } = await on.meetings.create(on.host, plan());
  const { seat } = await on.meetings.admit({ ...GUEST, code });
  on.live.present.set(seat.participantId, id);
  await on.meetings.markJoined(seat.participantId);
  const start = on.clock.now;
  for (let hours = 1; hours <= 50; hours += 1) expect(await expireAt(start + hours * HOUR)).toBe(0);
  on.live.present.delete(seat.participantId);
  await on.meetings.markLeft(seat);
  expect(await expireAt(start + 50 * HOUR + EMPTY_GRACE_MS)).toBe(0);
  expect(await expireAt(start + 50 * HOUR + EMPTY_GRACE_MS + 1)).toBe(1);
});

test('a crash in a long meeting does not make it look abandoned', async () => {
  const { id, code } = await on.meetings.create(on.host, plan());
  const { seat } = await on.meetings.admit({ ...GUEST, code });
  on.live.present.set(seat.participantId, id);
  await on.meetings.markJoined(seat.participantId);
  const start = on.clock.now;
  await expireAt(start + 30 * HOUR);
  // Nobody could say that they left.
  on.live.present.clear();
  expect(await expireAt(start + 31 * HOUR)).toBe(0);
  expect(await on.meetings.findLive(id)).not.toBeNull();
});

test('more meetings than one batch expire in one sweep', async () => {
  const { id } = await on.meetings.create(on.host, plan());
  const created = await on.stores.meetings.findById(id);
  if (!created) throw new Error('the meeting was not stored');
  for (let index = 0; index < 1000; index += 1) {
    await on.stores.meetings.add({ ...created, id: `id ${index}`, code: `code ${index}` });
  }
  expect(await expireAt(on.clock.now + 2 * EMPTY_GRACE_MS)).toBe(1001);
});
