import { randomBytes, randomUUID } from 'node:crypto';
import { Meetings } from '../Meetings.ts';
import type { MeetingPlan } from '../Planning.ts';
import type { PendingWrites } from '../ports.ts';
import type { Account } from '../records.ts';
import { createMemoryStores } from './createMemoryStores.ts';
import { FakeLiveRooms } from './FakeLiveRooms.ts';

/** For a database that always answers. */
export const WRITE_AT_ONCE: PendingWrites = {
  put: async (_key, write) => void (await write()),
  drop: () => Promise.resolve(),
};

/** The whole feature over memory, with two accounts and a clock that stands until it is moved. */
export function createFakeMeetings({ maxParticipants = 1000 } = {}) {
  const host = account('Hanna');
  const member = account('Mo');
  const hostNames = new Map([host, member].map(({ id, displayName }) => [id, displayName]));
  const clock = { now: Date.UTC(2030, 0, 1) };
  const live = new FakeLiveRooms();
  const stores = createMemoryStores(hostNames);
  const logged: string[] = [];
  const meetings = new Meetings({
    ...stores,
    live,
    pendingWrites: WRITE_AT_ONCE,
    secret: randomBytes(32),
    maxParticipants,
    routerRtpCapabilities: () => null,
    log: {
      info: (_fields, message) => logged.push(message),
      error: (_fields, message) => logged.push(message),
    },
    now: () => clock.now,
  });
  return { meetings, stores, live, clock, host, member, logged };
}

export function plan(changes: Partial<MeetingPlan> = {}): MeetingPlan {
  return {
    title: 'Weekly',
    description: '',
    startsAt: null,
    endsAt: null,
    maxParticipants: null,
    passcode: null,
    guestsAllowed: true,
    ...changes,
  };
}

function account(displayName: string): Account {
  return { id: randomUUID(), displayName, avatarUrl: null };
}
