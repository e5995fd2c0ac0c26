import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { MeetingStore, NewMeeting, NewSeat, SeatStore } from '../ports.ts';

export interface StoresUnderTest {
  meetings: MeetingStore;
  seats: SeatStore;
  /** Ids of two accounts that exist, the first one called Hanna. */
  hostId: string;
  memberId: string;
}

const T0 = Date.UTC(2030, 0, 1);
const HOUR = 3_600_000;

function newMeeting(ownerId: string, changes: Partial<NewMeeting> = {}): NewMeeting {
  const letters = Array.from({ length: 10 }, () => 'abcdefgh'[Math.floor(Math.random() * 8)]);
  const code = `${letters.slice(0, 3).join('')}-${letters.slice(3, 7).join('')}-${letters.slice(7).join('')}`;
  return {
    id: randomUUID(),
    code,
    ownerId,
    title: 'Weekly',
    description: 'About this and that',
    status: 'scheduled',
    createdAt: T0,
    startsAt: null,
    endsAt: null,
    startedAt: null,
    endedAt: null,
    lastSeenAt: null,
    maxParticipants: null,
    sealedPasscode: null,
    guestsAllowed: true,
    isLocked: false,
    ...changes,
  };
}

function newSeat(meetingId: string, userId: string | null, joinedAt = T0): NewSeat {
  return { participantId: randomUUID(), meetingId, userId, displayName: 'Mo', joinedAt };
}

/** What both stores promise; run on the memory that unit tests use, and on PostgreSQL. */
export function describeStores(name: string, open: () => Promise<StoresUnderTest>): void {
  describe(`meeting and seat stores: ${name}`, () => {
    let on: StoresUnderTest;
    beforeEach(async () => {
      on = await open();
    });
    const addMeeting = async (changes: Partial<NewMeeting> = {}) => {
      const meeting = newMeeting(on.hostId, changes);
      expect(await on.meetings.add(meeting)).toBe(true);
      return meeting;
    };
    const addSeat = async (meetingId: string, userId: string | null, joinedAt = T0) => {
      const seat = newSeat(meetingId, userId, joinedAt);
      expect(await on.seats.add(seat)).toBe(true);
      return seat;
    };
    const listed = async (userId: string, isEnded: boolean) => {
      const page = { isEnded, offset: 0, limit: 10 };
      const { items } = await on.meetings.listOfMember(userId, page);
      return items.map(({ meeting }) => meeting.id);
    };

    test('a meeting is read back as it was written, with its host’s name', async () => {
      const meeting = await addMeeting({
        startsAt: T0 + HOUR,
        endsAt: T0 + 2 * HOUR,
        maxParticipants: 7,
        sealedPasscode: 'c2VhbGVk',
      });
      const expected = { ...meeting, hostName: 'Hanna' };
      expect(await on.meetings.findById(meeting.id)).toEqual(expected);
      expect((await on.meetings.findByCode(meeting.code, null))?.meeting).toEqual(expected);
    });

    test('a code that is taken is refused', async () => {
      const { code } = await addMeeting();
      expect(await on.meetings.add(newMeeting(on.hostId, { code }))).toBe(false);
    });

    test('the owner is a member from the start, others once they have a seat', async () => {
      const { id, code } = await addMeeting();
      const membership = async (userId: string | null) =>
        (await on.meetings.findByCode(code, userId))?.membership;
      expect(await membership(on.hostId)).toEqual({ isCohost: false, isRemoved: false });
      expect(await membership(on.memberId)).toBeNull();
      expect(await membership(null)).toBeNull();
      await addSeat(id, on.memberId);
      expect(await membership(on.memberId)).toEqual({ isCohost: false, isRemoved: false });
    });

    test('upcoming meetings come soonest first, by their start or else their making', async () => {
      const late = await addMeeting({ startsAt: T0 + 3 * HOUR });
      const now = await addMeeting({ createdAt: T0 + HOUR });
      const soon = await addMeeting({ startsAt: T0 + 2 * HOUR });
      expect(await listed(on.hostId, false)).toEqual([now.id, soon.id, late.id]);
      expect(await listed(on.hostId, true)).toEqual([]);
    });

    test('a changed start changes the order', async () => {
      const first = await addMeeting({ startsAt: T0 + HOUR });
      const second = await addMeeting({ startsAt: T0 + 2 * HOUR });
      await on.meetings.change(first.id, { startsAt: T0 + 3 * HOUR });
      expect(await listed(on.hostId, false)).toEqual([second.id, first.id]);
    });

    test('past meetings come latest first, for every member', async () => {
      const one = await addMeeting();
      const two = await addMeeting();
      const open = await addMeeting();
      for (const { id } of [one, two, open]) await addSeat(id, on.memberId);
      await on.meetings.end(two.id, T0 + HOUR);
      await on.meetings.end(one.id, T0 + 2 * HOUR);
      expect(await listed(on.memberId, true)).toEqual([one.id, two.id]);
      expect(await listed(on.memberId, false)).toEqual([open.id]);
    });

    test('pages neither overlap nor leave out, and tell how many there are', async () => {
      for (let index = 0; index < 5; index += 1) await addMeeting();
      const pages = [];
      for (const offset of [0, 2, 4]) {
        const query = { isEnded: false, offset, limit: 2 };
        const { items, total } = await on.meetings.listOfMember(on.hostId, query);
        expect(total).toBe(5);
        pages.push(items.map(({ meeting }) => meeting.id));
      }
      expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
      expect(new Set(pages.flat()).size).toBe(5);
    });

    test('what ended is neither changed, nor ended again, nor joined', async () => {
      const { id } = await addMeeting();
      const seat = await addSeat(id, null);
      expect(await on.meetings.end(id, T0 + HOUR)).toBe(true);
      expect(await on.meetings.end(id, T0 + 2 * HOUR)).toBe(false);
      expect(await on.meetings.change(id, { title: 'Other' })).toBe(false);
      expect(await on.seats.add(newSeat(id, null))).toBe(false);
      const stored = await on.seats.find(seat.participantId);
      expect(stored).toMatchObject({ meetingStatus: 'ended', leftAt: T0 + HOUR });
      expect(stored && (await on.seats.recordPresent(stored, 'active', T0))).toBe(false);
      expect(await on.meetings.findById(id)).toMatchObject({ status: 'ended', endedAt: T0 + HOUR });
    });

    test('the first presence starts a meeting, later ones do not start it again', async () => {
      const { id } = await addMeeting();
      const { participantId } = await addSeat(id, null);
      const seat = await on.seats.find(participantId);
      if (!seat) throw new Error('the seat is missing');
      expect(await on.seats.recordPresent(seat, 'active', T0 + 1)).toBe(true);
      await on.seats.recordLeft(participantId, T0 + 2);
      expect(await on.seats.find(participantId)).toMatchObject({ leftAt: T0 + 2 });
      expect(await on.seats.recordPresent(seat, 'active', T0 + 3)).toBe(true);
      expect(await on.seats.find(participantId)).toMatchObject({ leftAt: null });
      expect(await on.meetings.findById(id)).toMatchObject({
        status: 'active',
        startedAt: T0 + 1,
        lastSeenAt: T0 + 3,
      });
    });

    test('removing one seat of an account removes the account with all its seats', async () => {
      const { id, code } = await addMeeting();
      const phone = await addSeat(id, on.memberId, T0);
      const laptop = await addSeat(id, on.memberId, T0 + 1);
      const guest = await addSeat(id, null, T0 + 2);
      await on.seats.setCohost(id, on.memberId, true);
      const seat = await on.seats.find(phone.participantId);
      expect(seat).toMatchObject({ isCohost: true, isRemoved: false });
      const removed = seat ? await on.seats.remove(seat, T0 + 3) : [];
      const ids = [phone.participantId, laptop.participantId].sort();
      expect(removed.sort()).toEqual(ids);
      // Whoever tries again, because the answer was lost, is told the same.
      expect(seat && (await on.seats.remove(seat, T0 + 4)).sort()).toEqual(ids);
      expect((await on.meetings.findByCode(code, on.memberId))?.membership).toEqual({
        isCohost: false,
        isRemoved: true,
      });
      expect(await on.seats.find(guest.participantId)).toMatchObject({ isRemoved: false });
      expect(await listed(on.memberId, false)).toEqual([]);
    });

    test('a seat that an account takes just as it is removed is removed', async () => {
      const { id } = await addMeeting();
      const phone = await on.seats.find((await addSeat(id, on.memberId)).participantId);
      if (phone) await on.seats.remove(phone, T0);
      const laptop = await addSeat(id, on.memberId);
      expect(await on.seats.find(laptop.participantId)).toMatchObject({ isRemoved: true });
    });

    test('removing a guest leaves other guests alone', async () => {
      const { id } = await addMeeting();
      const one = await addSeat(id, null);
      const other = await addSeat(id, null);
      const seat = await on.seats.find(one.participantId);
      expect(seat && (await on.seats.remove(seat, T0))).toEqual([one.participantId]);
      expect(await on.seats.find(other.participantId)).toMatchObject({ isRemoved: false });
    });

    test('seats are listed in the order in which they were taken', async () => {
      const { id } = await addMeeting();
      const second = await addSeat(id, null, T0 + 2);
      const first = await addSeat(id, on.memberId, T0 + 1);
      const { items, total } = await on.seats.listOfMeeting(id, { offset: 0, limit: 10 });
      expect(items.map((seat) => seat.participantId)).toEqual([
        first.participantId,
        second.participantId,
      ]);
      expect(total).toBe(2);
      const rest = await on.seats.listOfMeeting(id, { offset: 1, limit: 10 });
      expect(rest.items).toHaveLength(1);
    });

    test('it is known whether the host ever took a seat, in this meeting and as the host', async () => {
      const [meeting, other] = [await addMeeting(), await addMeeting()];
      await addSeat(meeting.id, on.memberId);
      await addSeat(meeting.id, null);
      await addSeat(other.id, on.hostId);
      expect(await on.seats.hasHostSeat(meeting.id)).toBe(false);
      await addSeat(meeting.id, on.hostId);
      expect(await on.seats.hasHostSeat(meeting.id)).toBe(true);
    });

    test('many seats are found at once, unknown ones left out', async () => {
      const meeting = await addMeeting();
      const one = await addSeat(meeting.id, on.memberId);
      const other = await addSeat(meeting.id, null);
      const ids = [one.participantId, randomUUID(), other.participantId];
      const found = await on.seats.findMany(ids);
      expect(found).toHaveLength(2);
      expect(found).toContainEqual(await on.seats.find(one.participantId));
      expect(found).toContainEqual(await on.seats.find(other.participantId));
      expect(await on.seats.findMany([])).toEqual([]);
    });

    test('hands and names are kept with the seat', async () => {
      const { id } = await addMeeting();
      const { participantId } = await addSeat(id, null);
      await on.seats.setHand(participantId, T0 + 5);
      await on.seats.rename(participantId, 'Momo');
      const expected = { handRaisedAt: T0 + 5, displayName: 'Momo' };
      expect(await on.seats.find(participantId)).toMatchObject(expected);
      await on.seats.setHand(participantId, null);
      expect(await on.seats.find(participantId)).toMatchObject({ handRaisedAt: null });
    });

    test('unused are those whose plan and last use all lie before the time', async () => {
      const old = await addMeeting();
      const planned = await addMeeting({ startsAt: T0 + 9 * HOUR });
      const used = await addMeeting();
      const over = await addMeeting();
      await on.meetings.recordUse([used.id], T0 + 9 * HOUR);
      await on.meetings.end(over.id, T0);
      const mine = new Set([old.id, planned.id, used.id, over.id]);
      const unused = await on.meetings.listUnusedSince(T0 + HOUR, 1000);
      expect(unused.map(({ id }) => id).filter((id) => mine.has(id))).toEqual([old.id]);
      expect(await on.meetings.end(used.id, T0 + HOUR, T0 + HOUR)).toBe(false);
      expect(await on.meetings.end(old.id, T0 + HOUR, T0 + HOUR)).toBe(true);
    });

    test('a deleted meeting takes its seats along', async () => {
      const { id, code } = await addMeeting();
      const { participantId } = await addSeat(id, on.memberId);
      expect(await on.meetings.listOwnedIds(on.hostId)).toContain(id);
      await on.meetings.remove(id);
      expect(await on.meetings.findByCode(code, on.hostId)).toBeNull();
      expect(await on.seats.find(participantId)).toBeNull();
      expect(await listed(on.memberId, false)).toEqual([]);
    });
  });
}
