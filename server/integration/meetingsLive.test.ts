import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { meetingRoutes, PROTOCOL_VERSION, type Joined } from '../../shared/contracts/index.ts';
import { MeetingsClient } from './meetingsClient.ts';
import { PASSWORD } from './support/ApiClient.ts';
import { SocketClient } from './signaling/SocketClient.ts';

/** What REST says of the live rooms, and what it does to them. */
let client: MeetingsClient;
/** Access tokens. */
let host: string;
let member: string;
const sockets: SocketClient[] = [];
beforeAll(async () => {
  client = await MeetingsClient.start();
  host = await client.register('Hanna');
  member = await client.register('Mo');
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});
afterAll(() => client.close());

interface Inside {
  socket: SocketClient;
  joined: Joined;
  participantId: string;
}

async function enter(code: string, input: object, accessToken?: string): Promise<Inside> {
  const auth = { protocolVersion: PROTOCOL_VERSION, ...(accessToken && { accessToken }) };
  const socket = await SocketClient.connect(client.url, auth);
  sockets.push(socket);
  const joined = await socket.call('meeting:join', { code, ...input });
  return { socket, joined, participantId: joined.self.participantId };
}

async function create(plan: object = {}) {
  const body = { title: 'Weekly', ...plan };
  const { data } = await client.send('POST', '/meetings', { token: host, body });
  return meetingRoutes.createMeeting.response.parse(data);
}

async function read(code: string) {
  const { data } = await client.send('GET', `/meetings/${code}`, { token: host });
  return meetingRoutes.getMeeting.response.parse(data);
}

async function takeSeat(code: string, body: object, token?: string) {
  const { data } = await client.send('POST', `/meetings/${code}/join`, { body, token });
  return meetingRoutes.joinMeeting.response.parse(data);
}

async function kick(code: string, participantId: string): Promise<void> {
  const path = `/meetings/${code}/participants/${participantId}`;
  expect(await client.send('DELETE', path, { token: host })).toMatchObject({ status: 200 });
}

describe('a seat taken over REST', () => {
  test('is the one that its token joins with, and counts once', async () => {
    const { code } = await create({ maxParticipants: 2 });
    const { participantId, seatToken } = await takeSeat(code, { displayName: 'Gina' });
    const gina = await enter(code, { displayName: 'Other', seatToken });
    expect(gina.participantId).toBe(participantId);
    expect(gina.joined.participants).toMatchObject([{ id: participantId, displayName: 'Gina' }]);
    await enter(code, { displayName: 'Gus' });
    await expect(enter(code, { displayName: 'Gil' })).rejects.toMatchObject({
      code: 'meeting_full',
    });
  });

  test('of a member is given to its account only', async () => {
    const { code } = await create();
    const { participantId, seatToken } = await takeSeat(code, {}, host);
    const stranger = await enter(code, { displayName: 'Eve', seatToken });
    expect(stranger.participantId).not.toBe(participantId);
    expect(stranger.joined.participants).toMatchObject([{ displayName: 'Eve', role: 'guest' }]);
    const owner = await enter(code, { seatToken }, host);
    expect(owner.participantId).toBe(participantId);
  });

  test('ends its session when it is given up', async () => {
    const { code } = await create();
    const { seatToken } = await takeSeat(code, { displayName: 'Gina' });
    const gina = await enter(code, { seatToken });
    const gus = await enter(code, { displayName: 'Gus' });
    await client.send('POST', `/meetings/${code}/leave`, { body: { seatToken } });
    await gus.socket.event('meeting:rosterChanged', ({ left }) =>
      left.some(({ id }) => id === gina.participantId),
    );
    await gina.socket.closed();
    expect((await read(code)).presentCount).toBe(1);
  });
});

test('who is present is told in the meeting, the lobby and the list', async () => {
  const { code } = await create();
  await takeSeat(code, { displayName: 'Only on paper' });
  const { participantId } = await enter(code, { displayName: 'Gina' });
  expect(await read(code)).toMatchObject({ presentCount: 1, status: 'active' });
  const lobby = await client.send('GET', `/meetings/${code}/lobby`);
  expect(lobby.data).toMatchObject({ presentCount: 1, presentNames: ['Gina'] });
  const list = await client.send('GET', `/meetings/${code}/participants`, { token: host });
  expect(list.data).toMatchObject({
    items: [
      { displayName: 'Only on paper', isPresent: false },
      { participantId, displayName: 'Gina', isPresent: true, leftAt: null },
    ],
  });
});

describe('removing over REST', () => {
  test('[A4] ends the sessions of a member on every device, and keeps them out', async () => {
    const { code } = await create();
    const devices = [await enter(code, {}, member), await enter(code, {}, member)];
    const [phone] = devices;
    await kick(code, phone?.participantId ?? '');
    for (const { socket } of devices) {
      expect(await socket.event('meeting:ended')).toEqual({ reason: 'removed' });
    }
    const refused = { code: 'removed_from_meeting' };
    await expect(enter(code, {}, member)).rejects.toMatchObject(refused);
  });

  test('[A4] keeps a guest out who comes with their seat token', async () => {
    const { code } = await create();
    const { socket, participantId, joined } = await enter(code, { displayName: 'Gina' });
    await kick(code, participantId);
    expect(await socket.event('meeting:ended')).toEqual({ reason: 'removed' });
    const { seatToken } = joined.self;
    await expect(enter(code, { displayName: 'Gina', seatToken })).rejects.toMatchObject({
      code: 'removed_from_meeting',
    });
  });
});

test('[A4] removing one device over the socket ends the other too', async () => {
  const { code } = await create();
  const owner = await enter(code, {}, host);
  const phone = await enter(code, {}, member);
  const laptop = await enter(code, {}, member);
  await owner.socket.event('meeting:rosterChanged', ({ joined }) =>
    joined.some(({ id }) => id === laptop.participantId),
  );
  await owner.socket.call('participant:remove', { participantId: phone.participantId });
  for (const { socket } of [phone, laptop]) {
    expect(await socket.event('meeting:ended')).toEqual({ reason: 'removed' });
  }
});

test.each([
  ['endedByHost', (code: string) => client.send('POST', `/meetings/${code}/end`, { token: host })],
  ['deleted', (code: string) => client.send('DELETE', `/meetings/${code}`, { token: host })],
])('a meeting that goes over REST is over for those in it: %s', async (reason, act) => {
  const { code } = await create();
  const { socket } = await enter(code, { displayName: 'Gina' });
  await act(code);
  expect(await socket.event('meeting:ended')).toEqual({ reason });
  await socket.closed();
});

test('an account that is deleted ends its meetings for those in them', async () => {
  const token = await client.register('Dora');
  const made = await client.send('POST', '/meetings', { token, body: { title: 'Last one' } });
  const { code } = meetingRoutes.createMeeting.response.parse(made.data);
  const { socket } = await enter(code, { displayName: 'Gina' });
  await client.send('DELETE', '/users/me', { token, body: { password: PASSWORD } });
  expect(await socket.event('meeting:ended')).toEqual({ reason: 'deleted' });
});

test('[J2] of twenty sockets that race for five places, five get in', async () => {
  const { code } = await create({ maxParticipants: 5, passcode: 'secret' });
  const race = Array.from({ length: 20 }, (_, index) =>
    enter(code, { displayName: `Guest ${index}`, passcode: 'secret' }),
  );
  const results = await Promise.allSettled(race);
  const refusals = results.flatMap((one) =>
    one.status === 'rejected' ? [one.reason as unknown] : [],
  );
  expect(results.length - refusals.length).toBe(5);
  for (const refusal of refusals) expect(refusal).toMatchObject({ code: 'meeting_full' });
  expect((await read(code)).presentCount).toBe(5);
});

test('a changed title is what the next one to join reads', async () => {
  const { code } = await create();
  await enter(code, { displayName: 'Gina' });
  const body = { title: 'Retrospective' };
  await client.send('PATCH', `/meetings/${code}`, { token: host, body });
  const { joined } = await enter(code, { displayName: 'Gus' });
  expect(joined.meeting.title).toBe('Retrospective');
});
