import type { MeetingStore, NewMeeting, NewSeat, SeatStore } from '../ports.ts';
import type { MeetingOf, MeetingRecord, Membership, StoredSeat } from '../records.ts';

interface StoredMeeting extends NewMeeting {
  members: Map<string, Membership>;
}

interface SeatRow extends NewSeat {
  isRemoved: boolean;
  handRaisedAt: number | null;
  leftAt: number | null;
}

export interface MemoryStores {
  meetings: MeetingStore;
  seats: SeatStore;
}

/**
 * Keeps meetings and seats in memory, by the rules that `storeRules.ts` checks here and on PostgreSQL.
 * @param hostNames account id -> name
 */
export function createMemoryStores(hostNames: ReadonlyMap<string, string>): MemoryStores {
  const meetings = new Map<string, StoredMeeting>();
  const seats = new Map<string, SeatRow>();
  return {
    meetings: createMeetings(meetings, seats, hostNames),
    seats: createSeats(meetings, seats),
  };
}

function createMeetings(
  meetings: Map<string, StoredMeeting>,
  seats: Map<string, SeatRow>,
  hostNames: ReadonlyMap<string, string>,
): MeetingStore {
  const toRecord = (stored: StoredMeeting): MeetingRecord => {
    const { members, ...meeting } = stored;
    void members;
    return { ...meeting, hostName: hostNames.get(meeting.ownerId) ?? '' };
  };
  const toMeetingOf = (meeting: StoredMeeting, userId: string | null): MeetingOf => ({
    meeting: toRecord(meeting),
    membership: meeting.members.get(userId ?? '') ?? null,
  });
  const findOpen = (id: string) => {
    const meeting = meetings.get(id);
    return meeting?.status === 'ended' ? undefined : meeting;
  };
  return {
    add: async (meeting) => {
      await answerLater();
      if ([...meetings.values()].some(({ code }) => code === meeting.code)) return false;
      const owner = { isCohost: false, isRemoved: false };
      meetings.set(meeting.id, { ...meeting, members: new Map([[meeting.ownerId, owner]]) });
      return true;
    },
    findByCode: async (code, userId) => {
      await answerLater();
      const meeting = [...meetings.values()].find((one) => one.code === code);
      return meeting ? toMeetingOf(meeting, userId) : null;
    },
    findById: async (id) => {
      await answerLater();
      const meeting = meetings.get(id);
      return meeting ? toRecord(meeting) : null;
    },
    listOfMember: async (userId, { isEnded, offset, limit }) => {
      await answerLater();
      const listed = [...meetings.values()]
        .filter(({ status }) => (status === 'ended') === isEnded)
        .filter(({ members }) => members.get(userId)?.isRemoved === false)
        .sort((a, b) => (isEnded ? -1 : 1) * (listedAt(a) - listedAt(b)));
      const items = listed.slice(offset, offset + limit).map((one) => toMeetingOf(one, userId));
      return { items, total: listed.length };
    },
    listOwnedIds: async (userId) => {
      await answerLater();
      return [...meetings.values()].filter(({ ownerId }) => ownerId === userId).map(({ id }) => id);
    },
    listUnusedSince: async (before, limit) => {
      await answerLater();
      return [...meetings.values()]
        .filter((one) => one.status !== 'ended' && lastUse(one) < before)
        .slice(0, limit)
        .map(toRecord);
    },
    change: async (id, changes) => {
      await answerLater();
      const meeting = findOpen(id);
      if (meeting) Object.assign(meeting, changes);
      return meeting !== undefined;
    },
    end: async (id, endedAt, unusedSince = Infinity) => {
      await answerLater();
      const meeting = findOpen(id);
      if (!meeting || lastUse(meeting) >= unusedSince) return false;
      Object.assign(meeting, { status: 'ended', endedAt });
      for (const seat of seats.values()) if (seat.meetingId === id) seat.leftAt ??= endedAt;
      return true;
    },
    recordUse: async (ids, at) => {
      await answerLater();
      for (const id of ids) Object.assign(findOpen(id) ?? {}, { lastSeenAt: at });
    },
    remove: async (id) => {
      await answerLater();
      meetings.delete(id);
      for (const seat of seats.values()) {
        if (seat.meetingId === id) seats.delete(seat.participantId);
      }
    },
  };
}

function createSeats(meetings: Map<string, StoredMeeting>, seats: Map<string, SeatRow>): SeatStore {
  const toStored = (row: SeatRow): StoredSeat => {
    const meeting = meetings.get(row.meetingId);
    if (!meeting) throw new Error('a seat without its meeting');
    const { ownerId, status: meetingStatus, members } = meeting;
    const member = members.get(row.userId ?? '');
    const isCohost = member?.isCohost ?? false;
    const isRemoved = row.isRemoved || (member?.isRemoved ?? false);
    return { ...row, ownerId, meetingStatus, isCohost, isRemoved };
  };
  return {
    add: async (seat) => {
      await answerLater();
      const meeting = meetings.get(seat.meetingId);
      if (!meeting || meeting.status === 'ended') return false;
      if (seat.userId !== null && !meeting.members.has(seat.userId)) {
        meeting.members.set(seat.userId, { isCohost: false, isRemoved: false });
      }
      const row = { ...seat, isRemoved: false, handRaisedAt: null, leftAt: null };
      seats.set(seat.participantId, row);
      return true;
    },
    find: async (id) => {
      await answerLater();
      const row = seats.get(id);
      return row ? toStored(row) : null;
    },
    findMany: async (ids) => {
      await answerLater();
      return ids.flatMap((id) => seats.get(id) ?? []).map(toStored);
    },
    hasHostSeat: async (meetingId) => {
      await answerLater();
      const ownerId = meetings.get(meetingId)?.ownerId;
      return [...seats.values()].some(
        (seat) => seat.meetingId === meetingId && seat.userId === ownerId,
      );
    },
    listOfMeeting: async (meetingId, { offset, limit }) => {
      await answerLater();
      const rows = [...seats.values()]
        .filter((row) => row.meetingId === meetingId)
        .sort((a, b) => a.joinedAt - b.joinedAt);
      return { items: rows.slice(offset, offset + limit).map(toStored), total: rows.length };
    },
    recordPresent: async ({ participantId, meetingId }, status, at) => {
      await answerLater();
      const meeting = meetings.get(meetingId);
      const row = seats.get(participantId);
      if (!meeting || !row || meeting.status === 'ended') return false;
      const startedAt = meeting.startedAt ?? at;
      Object.assign(meeting, { status, startedAt, lastSeenAt: at });
      row.leftAt = null;
      return true;
    },
    recordLeft: async (id, at) => {
      await answerLater();
      const row = seats.get(id);
      if (!row || row.leftAt !== null) return;
      row.leftAt = at;
      Object.assign(meetings.get(row.meetingId) ?? {}, { lastSeenAt: at });
    },
    remove: async ({ participantId, meetingId, userId }, at) => {
      await answerLater();
      const member = meetings.get(meetingId)?.members.get(userId ?? '');
      if (member) Object.assign(member, { isCohost: false, isRemoved: true });
      const removed = [...seats.values()].filter(
        (row) =>
          row.meetingId === meetingId &&
          (row.participantId === participantId || (userId !== null && row.userId === userId)),
      );
      for (const row of removed) Object.assign(row, { isRemoved: true, leftAt: row.leftAt ?? at });
      return removed.map((row) => row.participantId);
    },
    setCohost: async (meetingId, userId, isCohost) => {
      await answerLater();
      Object.assign(meetings.get(meetingId)?.members.get(userId) ?? {}, { isCohost });
    },
    setHand: async (id, handRaisedAt) => {
      await answerLater();
      Object.assign(seats.get(id) ?? {}, { handRaisedAt });
    },
    rename: async (id, displayName) => {
      await answerLater();
      Object.assign(seats.get(id) ?? {}, { displayName });
    },
  };
}

/** As a database would: between asking and answering, others run. */
function answerLater(): Promise<void> {
  return Promise.resolve();
}

function listedAt({ endedAt, startsAt, createdAt }: StoredMeeting): number {
  return endedAt ?? startsAt ?? createdAt;
}

function lastUse({ createdAt, startsAt, endsAt, lastSeenAt }: StoredMeeting): number {
  return Math.max(createdAt, startsAt ?? 0, endsAt ?? 0, lastSeenAt ?? 0);
}
