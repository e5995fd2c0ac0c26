import { beforeEach, describe, expect, test } from 'vitest';
import { createFakeMeetings, plan } from './fakes/createFakeMeetings.ts';
import type { MeetingPlan } from './Planning.ts';

const ADDRESS = '192.0.2.1';
const NAMES = ['name of a', 'name of b'];

let on: ReturnType<typeof createFakeMeetings>;
beforeEach(() => {
  on = createFakeMeetings();
});

async function createWithTwoInside(changes: Partial<MeetingPlan> = {}) {
  const meeting = await on.meetings.create(on.host, plan(changes));
  on.live.present.set('a', meeting.id).set('b', meeting.id);
  return meeting;
}

describe('the names of those inside', () => {
  test('are told to whoever could walk in', async () => {
    const { code } = await createWithTwoInside();
    const lobby = await on.meetings.lobby(null, code, ADDRESS);
    expect(lobby).toMatchObject({ presentCount: 2, presentNames: NAMES, myRole: null });
  });

  test('are kept from those who would need a passcode, not from the host', async () => {
    const { code } = await createWithTwoInside({ passcode: 'secret' });
    const forOthers = { passcodeRequired: true, presentCount: 2, presentNames: [] };
    expect(await on.meetings.lobby(null, code, ADDRESS)).toMatchObject(forOthers);
    expect(await on.meetings.lobby(on.member, code, ADDRESS)).toMatchObject(forOthers);
    const forHost = { passcodeRequired: false, presentNames: NAMES, myRole: 'host' };
    expect(await on.meetings.lobby(on.host, code, ADDRESS)).toMatchObject(forHost);
  });

  test('are kept from guests where none may come in', async () => {
    const { code } = await createWithTwoInside({ guestsAllowed: false });
    expect((await on.meetings.lobby(null, code, ADDRESS)).presentNames).toEqual([]);
    expect((await on.meetings.lobby(on.member, code, ADDRESS)).presentNames).toEqual(NAMES);
  });

  test('are kept from those who find it locked, and from those who were removed', async () => {
    const { code, id } = await createWithTwoInside();
    const { participantId } = await on.meetings.join({ code, user: on.member, address: ADDRESS });
    await on.meetings.kick(on.host, code, participantId);
    expect((await on.meetings.lobby(on.member, code, ADDRESS)).presentNames).toEqual([]);
    await on.meetings.setLocked(id, true);
    const locked = await on.meetings.lobby(null, code, ADDRESS);
    expect(locked).toMatchObject({ isLocked: true, presentNames: [] });
  });
});

test('a full meeting is full for all but its host', async () => {
  const { code } = await createWithTwoInside({ maxParticipants: 2 });
  expect(await on.meetings.lobby(on.member, code, ADDRESS)).toMatchObject({ isFull: true });
  expect(await on.meetings.lobby(on.host, code, ADDRESS)).toMatchObject({ isFull: false });
});

test('an ended meeting is shown as such', async () => {
  const { code } = await createWithTwoInside();
  await on.meetings.end(on.host, code);
  const lobby = await on.meetings.lobby(null, code, ADDRESS);
  expect(lobby).toMatchObject({ status: 'ended', presentCount: 0, presentNames: [] });
});

test('[J8] a full server is full for all but the host of the meeting that is running', async () => {
  on = createFakeMeetings({ maxParticipants: 2 });
  const { code } = await createWithTwoInside();
  expect(await on.meetings.lobby(on.member, code, ADDRESS)).toMatchObject({ serverState: 'full' });
  expect(await on.meetings.lobby(on.host, code, ADDRESS)).toMatchObject({ serverState: 'open' });
});

test('[S7] a server that is about to close says so where nobody is in, and nowhere else', async () => {
  const { code } = await createWithTwoInside();
  const { code: empty } = await on.meetings.create(on.host, plan());
  on.meetings.closeDoors();
  expect(await on.meetings.lobby(null, code, ADDRESS)).toMatchObject({ serverState: 'open' });
  expect(await on.meetings.lobby(on.host, empty, ADDRESS)).toMatchObject({
    serverState: 'closing',
  });
});
