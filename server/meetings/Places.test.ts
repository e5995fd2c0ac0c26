import { beforeEach, describe, expect, test } from 'vitest';
import { FakeLiveRooms } from './fakes/FakeLiveRooms.ts';
import { PLACE_HELD_MS, Places } from './Places.ts';

let live: FakeLiveRooms;
let places: Places;
let now: number;
beforeEach(() => {
  live = new FakeLiveRooms();
  places = new Places(live);
  now = 1_000_000;
});

const place = (participantId: string, limit = 2) => ({
  meetingId: 'm',
  participantId,
  limit,
  now,
});
const take = (participantId: string) => {
  const hasRoom = places.hasRoom(place(participantId));
  if (hasRoom) places.hold(place(participantId));
  return hasRoom;
};

test('a place is taken from the moment it is held', () => {
  expect([take('a'), take('b'), take('c')]).toEqual([true, true, false]);
});

test('who has appeared is counted once', () => {
  take('a');
  live.present.set('a', 'm');
  expect([take('b'), take('c')]).toEqual([true, false]);
});

test('people who are present fill the meeting', () => {
  live.present.set('a', 'm').set('b', 'm').set('elsewhere', 'other');
  expect(take('c')).toBe(false);
});

test('who is present, or is awaited, has a place in a full meeting', () => {
  take('a');
  live.present.set('b', 'm').set('c', 'm');
  expect([take('a'), take('b')]).toEqual([true, true]);
});

test('a place that nobody comes for is given up after its time', () => {
  take('a');
  take('b');
  now += PLACE_HELD_MS - 1;
  expect(take('c')).toBe(false);
  now += 1;
  expect(take('c')).toBe(true);
});

test('asking again for one’s place holds it anew', () => {
  take('a');
  take('b');
  now += PLACE_HELD_MS / 2;
  take('a');
  now += PLACE_HELD_MS / 2;
  expect([take('c'), take('d')]).toEqual([true, false]);
});

test('a place given back is free at once', () => {
  take('a');
  take('b');
  places.release('m', 'a');
  expect(take('c')).toBe(true);
});

test('each meeting has its own places', () => {
  take('a');
  take('b');
  expect(places.hasRoom({ ...place('c'), meetingId: 'other' })).toBe(true);
});

test('a sweep forgets what has expired, and nothing else', () => {
  take('a');
  now += PLACE_HELD_MS / 2;
  take('b');
  now += PLACE_HELD_MS / 2;
  places.sweep(now);
  expect([take('c'), take('d')]).toEqual([true, false]);
});

describe('on the whole server', () => {
  const hasRoom = (participantId: string | null, limit: number, meetingId = 'm') =>
    places.hasRoomOnServer({ meetingId, participantId, limit, now });
  const hold = (participantId: string, meetingId: string) =>
    places.hold({ meetingId, participantId, now });

  test('people and places count in all meetings together, whoever has appeared once', () => {
    live.present.set('a', 'm').set('b', 'other');
    hold('b', 'other');
    hold('c', 'third');
    expect(hasRoom('new', 4)).toBe(true);
    expect(hasRoom('new', 3)).toBe(false);
    expect(hasRoom(null, 3)).toBe(false);
  });

  test('whoever has a place has it still, in that meeting', () => {
    live.present.set('a', 'm');
    hold('c', 'third');
    expect([hasRoom('a', 2), hasRoom('c', 2, 'third')]).toEqual([true, true]);
    expect([hasRoom('a', 2, 'third'), hasRoom('c', 2)]).toEqual([false, false]);
  });

  test('places that nobody came for are given up', () => {
    hold('a', 'm');
    hold('b', 'other');
    expect(hasRoom('new', 2)).toBe(false);
    now += PLACE_HELD_MS;
    expect(hasRoom('new', 2)).toBe(true);
  });
});
