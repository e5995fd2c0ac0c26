import { describe, expect, test } from 'vitest';
import type { EventPayload, Joined } from '../../shared/contracts/index.ts';
import { HOST_AWAY_MS } from '../../shared/domain/actingHost.ts';
import type { Role } from '../../shared/domain/permissions.ts';
import { FakeClock } from './fakeClock.ts';
import { FakeChat, FakeLines, FakeMedia, FakeMeetings, type FakeConnection } from './fakePorts.ts';
import { LOST_GRACE_MS, RELOAD_GRACE_MS } from './Room.ts';
import { Rooms } from './Rooms.ts';
import type { RoomSession } from './RoomSession.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };

interface Person {
  connection: FakeConnection;
  session: RoomSession;
  answer: Joined;
}

function createHouse() {
  const clock = new FakeClock();
  const lines = new FakeLines();
  const meetings = new FakeMeetings();
  const [media, chat] = [new FakeMedia(), new FakeChat()];
  const { broadcast } = lines;
  const rooms = new Rooms({ clock, meetings, media, chat, broadcast, log: silent });
  /** Under their own name as id; whoever joined before takes the same seat again. */
  const join = async (
    name: string,
    role: Role = 'participant',
    account = name,
  ): Promise<Person> => {
    clock.advance(1);
    const known = meetings.seats.get(name);
    meetings.seats.set(name, {
      participantId: name,
      meetingId: 'm1',
      userId: role === 'guest' ? null : account,
      displayName: name,
      avatarUrl: null,
      role,
      handRaisedAt: null,
      joinedAt: known?.joinedAt ?? clock.now(),
    });
    const connection = lines.connect();
    const client = { connection, user: null, address: '::1' };
    const entry = await rooms.join(client, { code: 'abc-defg-hjk', seatToken: name });
    return { connection, ...entry.finish() };
  };
  const resume = async ({ answer }: Person) => {
    const connection = lines.connect();
    const { seatToken, sessionId } = answer.self;
    const client = { connection, user: null, address: '::1' };
    return (await rooms.resume(client, { seatToken, sessionId })).finish();
  };
  return { clock, meetings, join, resume };
}

type RosterEvent = EventPayload<'meeting:rosterChanged'>;

/** Everything that somebody was told of who acts as host. */
function toldTo({ connection }: Person): (string | null)[] {
  return connection.sent.flatMap(({ name, payload }) => {
    if (name !== 'meeting:rosterChanged') return [];
    const { actingHostId } = payload as RosterEvent;
    return actingHostId === undefined ? [] : [actingHostId];
  });
}

const mute = (person: Person, participantId: string) =>
  person.session.mute({ participantId, source: 'mic' });

describe('[H1] acting host', () => {
  test('a host who drops is stood in for after a while, and not before', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const [ben, cleo] = [await join('ben'), await join('cleo')];
    host.session.handleConnectionLost();
    clock.advance(HOST_AWAY_MS - 1);
    expect(toldTo(cleo)).toEqual([]);
    await expect(mute(ben, 'cleo')).rejects.toMatchObject({ code: 'forbidden' });
    clock.advance(1);
    expect(toldTo(cleo)).toEqual(['ben']);
    await mute(ben, 'cleo');
    expect(cleo.connection.last('meeting:mutedByHost')).toMatchObject({ byParticipantId: 'ben' });
  });

  test('[A1] an acting host cannot mute or remove oneself, though members may be', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    host.session.handleConnectionLost();
    clock.advance(HOST_AWAY_MS);
    expect(toldTo(ben)).toEqual(['ben']);
    await expect(mute(ben, 'ben')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ben.session.remove('ben')).rejects.toMatchObject({ code: 'forbidden' });
    expect(ben.session.isCurrent).toBe(true);
  });

  test('[A1] an acting host cannot send out their own second device, and so their account', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    const phone = await join('phone', 'participant', 'ben');
    host.session.handleConnectionLost();
    clock.advance(HOST_AWAY_MS);
    expect(toldTo(ben)).toEqual(['ben']);
    await expect(ben.session.remove('phone')).rejects.toMatchObject({ code: 'forbidden' });
    expect(phone.session.isCurrent).toBe(true);
  });

  test('a host who is back within that time never was away', async () => {
    const { clock, join, resume } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    host.session.handleConnectionLost();
    clock.advance(HOST_AWAY_MS - 1);
    await resume(host);
    clock.advance(HOST_AWAY_MS);
    expect(toldTo(ben)).toEqual([]);
  });

  test('the rights go back at once when the host resumes', async () => {
    const { clock, join, resume } = createHouse();
    const host = await join('host', 'host');
    const [ben, cleo] = [await join('ben'), await join('cleo')];
    host.session.handleConnectionLost();
    clock.advance(HOST_AWAY_MS);
    const back = await resume(host);
    expect(toldTo(cleo)).toEqual(['ben', null]);
    expect(back.answer.actingHostId).toBeNull();
    await expect(mute(ben, 'cleo')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ben.session.setLocked(true)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('the rights go back at once when the host joins anew, with the seat given up long ago', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    host.session.handleConnectionLost();
    clock.advance(LOST_GRACE_MS);
    expect(toldTo(ben)).toEqual(['ben']);
    await join('host', 'host');
    expect(toldTo(ben)).toEqual(['ben', null]);
  });

  test('a host who leaves on purpose is stood in for by the same rule', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    host.session.leave(false);
    clock.advance(HOST_AWAY_MS);
    expect(toldTo(ben)).toEqual(['ben']);
  });

  test('a host who reloads is not missed', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    host.session.leave(true);
    clock.advance(RELOAD_GRACE_MS - 1);
    await join('host', 'host');
    clock.advance(HOST_AWAY_MS);
    expect(toldTo(ben)).toEqual([]);
  });

  test('with a second device in the meeting the host is not away', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    await join('phone', 'host');
    const ben = await join('ben');
    host.session.handleConnectionLost();
    clock.advance(LOST_GRACE_MS);
    expect(toldTo(ben)).toEqual([]);
  });

  test('nobody stands in for a host who has not come yet', async () => {
    const { clock, join } = createHouse();
    const ben = await join('ben');
    clock.advance(HOST_AWAY_MS * 10);
    expect(toldTo(ben)).toEqual([]);
  });

  test('after a restart the host who was there before is missed from then on', async () => {
    const { clock, meetings, join } = createHouse();
    meetings.wasHostHere = true;
    const ben = await join('ben');
    clock.advance(HOST_AWAY_MS);
    expect(toldTo(ben)).toEqual(['ben']);
  });

  test('a co-host who comes takes over from a member, and whoever joins is told who it is', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    host.session.leave(false);
    clock.advance(HOST_AWAY_MS);
    await join('cora', 'cohost');
    expect(toldTo(ben)).toEqual(['ben', 'cora']);
    expect((await join('dan')).answer.actingHostId).toBe('cora');
  });

  test('whoever takes over is known to everybody by then', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const ben = await join('ben');
    host.session.leave(false);
    clock.advance(HOST_AWAY_MS);
    // Joins wait for each other [O2]; the co-host's must not come after the news of them.
    await join('guest', 'guest');
    await join('cora', 'cohost');
    const told = ben.connection.sent.findLast(({ name }) => name === 'meeting:rosterChanged');
    const { joined, actingHostId } = told?.payload as RosterEvent;
    expect(actingHostId).toBe('cora');
    expect(joined.map(({ id }) => id)).toContain('cora');
  });

  test('an acting host who goes is followed by the next, one who drops only after a while', async () => {
    const { clock, join } = createHouse();
    const host = await join('host', 'host');
    const [ben, cleo] = [await join('ben'), await join('cleo')];
    const guest = await join('guest', 'guest');
    host.session.leave(false);
    clock.advance(HOST_AWAY_MS);
    ben.session.handleConnectionLost();
    clock.advance(HOST_AWAY_MS - 1);
    expect(toldTo(guest)).toEqual(['ben']);
    clock.advance(1);
    expect(toldTo(guest)).toEqual(['ben', 'cleo']);
    cleo.session.leave(false);
    expect(toldTo(guest)).toEqual(['ben', 'cleo', null]);
  });
});

describe('[H2] an acting host', () => {
  async function standIn() {
    const house = createHouse();
    const host = await house.join('host', 'host');
    const [ben, cleo] = [await house.join('ben'), await house.join('cleo')];
    host.session.handleConnectionLost();
    house.clock.advance(HOST_AWAY_MS);
    return { ...house, host, ben, cleo };
  }

  test('cannot touch the host, whose seat still waits', async () => {
    const { ben } = await standIn();
    await expect(ben.session.remove('host')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(mute(ben, 'host')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('can neither end the meeting nor give roles', async () => {
    const { ben, meetings } = await standIn();
    await expect(ben.session.end()).rejects.toMatchObject({ code: 'forbidden' });
    const role = { participantId: 'cleo', role: 'cohost' } as const;
    await expect(ben.session.setRole(role)).rejects.toMatchObject({ code: 'forbidden' });
    expect(meetings.kept).not.toContain('ended');
  });

  test('may lock, and the host gets back in all the same', async () => {
    const { ben, host, meetings, resume } = await standIn();
    await ben.session.setLocked(true);
    expect(meetings.kept).toContain('locked');
    expect((await resume(host)).answer.meeting.isLocked).toBe(true);
  });

  test('is not muted by muting all', async () => {
    const { ben, cleo } = await standIn();
    ben.session.seat.sources.isMicOn = true;
    cleo.session.seat.sources.isMicOn = true;
    await ben.session.muteAll();
    expect(ben.connection.last('meeting:mutedByHost')).toBeUndefined();
    expect(cleo.connection.last('meeting:mutedByHost')).toBeDefined();
  });
});
