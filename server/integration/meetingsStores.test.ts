import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeChatMessages } from '../chat/fakes/chatRules.ts';
import { createChatMessages, createMeetingStore, createSeatStore } from '../db/index.ts';
import { isDatabaseUnavailable } from '../db/isDatabaseUnavailable.ts';
import { plan, WRITE_AT_ONCE } from '../meetings/fakes/createFakeMeetings.ts';
import { FakeLiveRooms } from '../meetings/fakes/FakeLiveRooms.ts';
import { describeStores } from '../meetings/fakes/storeRules.ts';
import { Meetings } from '../meetings/index.ts';
import { openMeetingsDatabase, type MeetingsDatabase } from './meetingsDatabase.ts';

let database: MeetingsDatabase;
beforeAll(async () => {
  database = await openMeetingsDatabase();
});
afterAll(() => database.close());

const stores = () => ({
  meetings: createMeetingStore(database.dataSource),
  seats: createSeatStore(database.dataSource),
});

async function addMeeting(ownerId: string): Promise<string> {
  const id = randomUUID();
  const none = { startsAt: null, endsAt: null, startedAt: null, endedAt: null, lastSeenAt: null };
  const open = { maxParticipants: null, sealedPasscode: null, guestsAllowed: true };
  await stores().meetings.add({
    id,
    code: id,
    ownerId,
    title: 'Weekly',
    description: '',
    status: 'scheduled',
    createdAt: Date.now(),
    isLocked: false,
    ...none,
    ...open,
  });
  return id;
}

describeStores('on PostgreSQL', async () => {
  const { id: hostId } = await database.addAccount('Hanna');
  const { id: memberId } = await database.addAccount('Mo');
  return { ...stores(), hostId, memberId };
});

describeChatMessages('on PostgreSQL', async () => {
  const { id } = await database.addAccount('Hanna');
  return {
    messages: createChatMessages(database.dataSource),
    meetingIds: [await addMeeting(id), await addMeeting(id)],
  };
});

describe('an account that is deleted', () => {
  test('takes its own meetings along, with everything that was said there', async () => {
    const hanna = await database.addAccount('Hanna');
    const mo = await database.addAccount('Mo');
    const meetingId = await addMeeting(hanna.id);
    const participantId = randomUUID();
    const joinedAt = Date.now();
    const { seats, meetings } = stores();
    await seats.add({ participantId, meetingId, userId: mo.id, displayName: 'Mo', joinedAt });
    await database.dataSource.query('DELETE FROM users WHERE id = $1', [hanna.id]);
    expect(await meetings.findById(meetingId)).toBeNull();
    expect(await seats.find(participantId)).toBeNull();
  });

  test('leaves in others’ meetings its name, on its seat and on what it wrote', async () => {
    const hanna = await database.addAccount('Hanna');
    const mo = await database.addAccount('Mo');
    const meetingId = await addMeeting(hanna.id);
    const participantId = randomUUID();
    const said = { meetingId, participantId, displayName: 'Mo' };
    const { seats } = stores();
    await seats.add({ ...said, userId: mo.id, joinedAt: Date.now() });
    const chat = createChatMessages(database.dataSource);
    await chat.addOnce({ ...said, id: randomUUID(), text: 'Hello', sentAt: Date.now() });
    await database.dataSource.query('DELETE FROM users WHERE id = $1', [mo.id]);
    expect(await seats.find(participantId)).toMatchObject({ displayName: 'Mo', userId: null });
    const [message] = await chat.listLatest(meetingId, 10);
    expect(message).toMatchObject({ displayName: 'Mo', text: 'Hello' });
  });

  test('[found by the fuzzer] while it takes a seat or makes a meeting is told so', async () => {
    const hanna = await database.addAccount('Hanna');
    const mo = await database.addAccount('Mo');
    const meetingId = await addMeeting(hanna.id);
    const seat = {
      participantId: randomUUID(),
      meetingId,
      displayName: 'Mo',
      joinedAt: Date.now(),
    };
    await database.dataSource.query('DELETE FROM users WHERE id = $1', [mo.id]);
    const gone = { code: 'unauthenticated', message: 'This account has been deleted.' };
    await expect(stores().seats.add({ ...seat, userId: mo.id })).rejects.toMatchObject(gone);
    await expect(addMeeting(mo.id)).rejects.toMatchObject(gone);
  });
});

test('a passcode is sealed in the database, and opens the meeting all the same', async () => {
  const hanna = await database.addAccount('Hanna');
  const meetings = new Meetings({
    ...stores(),
    live: new FakeLiveRooms(),
    pendingWrites: WRITE_AT_ONCE,
    secret: randomBytes(32),
    maxParticipants: 1000,
    routerRtpCapabilities: () => null,
    log: { info: () => undefined, error: () => undefined },
  });
  const { code } = await meetings.create(hanna, plan({ passcode: 'open sesame' }));
  const rows = await database.dataSource.query<unknown>('SELECT * FROM meetings WHERE code = $1', [
    code,
  ]);
  expect(JSON.stringify(rows)).toContain(code);
  expect(JSON.stringify(rows)).not.toContain('sesame');
  const request = { code, user: null, displayName: 'Gina', address: '192.0.2.1' };
  const { seat } = await meetings.admit({ ...request, passcode: 'open sesame' });
  expect(seat.role).toBe('guest');
});

test('a seat that is taken while the meeting ends leaves a listing that is up to date', async () => {
  const hanna = await database.addAccount('Hanna');
  const { seats, meetings } = stores();
  for (let round = 0; round < 20; round += 1) {
    const mo = await database.addAccount('Mo');
    const meetingId = await addMeeting(hanna.id);
    const seat = { participantId: randomUUID(), meetingId, userId: mo.id, displayName: 'Mo' };
    const [isSeated] = await Promise.all([
      seats.add({ ...seat, joinedAt: Date.now() }),
      meetings.end(meetingId, Date.now()),
    ]);
    const page = { offset: 0, limit: 1 };
    expect((await meetings.listOfMember(mo.id, { ...page, isEnded: false })).total).toBe(0);
    const past = await meetings.listOfMember(mo.id, { ...page, isEnded: true });
    expect(past.total).toBe(isSeated ? 1 : 0);
  }
});

test('a leave and an end of the same meeting do not wait for each other: no deadlock', async () => {
  const { dataSource } = database;
  const hanna = await database.addAccount('Hanna');
  const meetingId = await addMeeting(hanna.id);
  const participantId = randomUUID();
  await stores().seats.add({
    participantId,
    meetingId,
    userId: hanna.id,
    displayName: 'Hanna',
    joinedAt: Date.now(),
  });
  const isWaiting = async () => {
    const [row] = await dataSource.query<{ waiting: number }[]>(
      `SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted`,
    );
    return row?.waiting === 1;
  };
  // As MeetingStore.end and remove go about it: the meeting's row, then those of its participants.
  const leaving = await dataSource.transaction(async (manager) => {
    await manager.query(`SELECT 1 FROM meetings WHERE id = $1 FOR UPDATE`, [meetingId]);
    const left = stores().seats.recordLeft(participantId, Date.now());
    await expect.poll(isWaiting).toBe(true);
    await manager.query(`UPDATE participants SET left_at = now() WHERE meeting_id = $1`, [
      meetingId,
    ]);
    return { left };
  });
  await leaving.left;
});

test('a transaction whose connection is lost before its end is "unavailable", not "internal"', async () => {
  const { dataSource } = database;
  const losing = dataSource.transaction(async (manager) => {
    const [backend] = await manager.query<{ pid: number }[]>(`SELECT pg_backend_pid() AS pid`);
    await dataSource.query(`SELECT pg_terminate_backend($1)`, [backend?.pid]);
    await expect.poll(() => manager.queryRunner?.isReleased).toBe(true);
  });
  const reason = await losing.catch((error: unknown) => error);
  expect(reason).toBeInstanceOf(Error);
  expect(isDatabaseUnavailable(reason)).toBe(true);
});
