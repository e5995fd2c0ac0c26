import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { meetingRoutes, type Meeting } from '../../shared/contracts/index.ts';
import { PASSWORD } from './support/ApiClient.ts';
import { MeetingsClient, type Answer } from './meetingsClient.ts';

let client: MeetingsClient;
/** Access tokens. */
let hanna: string;
let mo: string;
let eve: string;
beforeAll(async () => {
  client = await MeetingsClient.start();
  hanna = await client.register('Hanna');
  mo = await client.register('Mo');
  eve = await client.register('Eve');
});
afterAll(() => client.close());

const create = async (body: object = {}, token = hanna): Promise<Meeting> => {
  const { data } = await client.send('POST', '/meetings', {
    token,
    body: { title: 'Weekly', ...body },
  });
  return meetingRoutes.createMeeting.response.parse(data);
};
const join = (code: string, body: object, token?: string) =>
  client.send('POST', `/meetings/${code}/join`, { body, token });
const seatOf = ({ data }: Answer) => meetingRoutes.joinMeeting.response.parse(data);
const get = (path: string, token?: string) => client.send('GET', path, { token });

describe('a meeting', () => {
  test('is created with defaults, read, changed and deleted by its host', async () => {
    const made = await create();
    expect(made).toMatchObject({
      title: 'Weekly',
      description: '',
      status: 'scheduled',
      startsAt: null,
      maxParticipants: null,
      passcode: null,
      hasPasscode: false,
      guestsAllowed: true,
      isLocked: false,
      hostName: 'Hanna',
      myRole: 'host',
      presentCount: 0,
    });
    expect(await get(`/meetings/${made.code}`, hanna)).toMatchObject({ status: 200, data: made });
    const changes = { title: 'Daily', startsAt: '2031-01-01T10:00:00+01:00', maxParticipants: 9 };
    const changed = await client.send('PATCH', `/meetings/${made.code}`, {
      token: hanna,
      body: changes,
    });
    const expected = { ...made, ...changes, startsAt: '2031-01-01T09:00:00.000Z' };
    expect(changed).toMatchObject({ status: 200, data: expected });
    expect(await get(`/meetings/${made.code}`, hanna)).toMatchObject({ data: expected });
    const deleted = await client.send('DELETE', `/meetings/${made.code}`, { token: hanna });
    expect(deleted).toMatchObject({ status: 200, data: null });
    const gone = { status: 404, error: 'meeting_not_found' };
    expect(await get(`/meetings/${made.code}`, hanna)).toMatchObject(gone);
    expect(await get(`/meetings/${made.code}/lobby`)).toMatchObject(gone);
  });

  test('answers 201 when it is created', async () => {
    const answer = await client.send('POST', '/meetings', { token: hanna, body: { title: 'T' } });
    expect(answer.status).toBe(201);
  });

  test.each([
    [{ title: '' }, 'title'],
    [{ title: 'T', maxParticipants: 1 }, 'maxParticipants'],
    [{ title: 'T', passcode: '123' }, 'passcode'],
    [{ title: 'T', startsAt: 'tomorrow' }, 'startsAt'],
    [{ title: 'T', startsAt: '2031-01-01T10:00:00Z', endsAt: '2031-01-01T10:00:00Z' }, 'endsAt'],
    [{ title: 'nul \0' }, 'title'],
  ])('is not created from %j: the field is named', async (body, field) => {
    const answer = await client.send('POST', '/meetings', { token: hanna, body });
    expect(answer).toMatchObject({ status: 400, error: 'invalid_input' });
    expect(Object.keys(answer.fields ?? {})).toEqual([field]);
  });

  test('needs an account to be created, listed and read', async () => {
    const refused = { status: 401, error: 'unauthenticated' };
    const { code } = await create();
    const body = { title: 'T' };
    expect(await client.send('POST', '/meetings', { body })).toMatchObject(refused);
    expect(await get('/meetings')).toMatchObject(refused);
    expect(await get(`/meetings/${code}`)).toMatchObject(refused);
  });

  test('does not exist for a stranger with an account, and is not theirs to change', async () => {
    const { code } = await create();
    const body = { title: 'Mine now' };
    const requests = [
      get(`/meetings/${code}`, eve),
      get(`/meetings/${code}/participants`, eve),
      client.send('PATCH', `/meetings/${code}`, { token: eve, body }),
      client.send('DELETE', `/meetings/${code}`, { token: eve }),
      client.send('POST', `/meetings/${code}/end`, { token: eve }),
      client.send('DELETE', `/meetings/${code}/participants/${randomUUID()}`, { token: eve }),
    ];
    for (const answer of await Promise.all(requests)) {
      expect(answer).toMatchObject({ status: 404, error: 'meeting_not_found' });
    }
  });

  test('is read by a participant, who may not change it and does not see its passcode', async () => {
    const { code } = await create({ passcode: 'secret' });
    await join(code, { passcode: 'secret' }, mo);
    const seen = await get(`/meetings/${code}`, mo);
    expect(seen.data).toMatchObject({ myRole: 'participant', passcode: null, hasPasscode: true });
    expect((await get(`/meetings/${code}`, hanna)).data).toMatchObject({ passcode: 'secret' });
    const body = { title: 'Mine now' };
    const update = await client.send('PATCH', `/meetings/${code}`, { token: mo, body });
    expect(update).toMatchObject({ status: 403, error: 'forbidden' });
  });

  test('ends once, is joined and changed no more, and moves to the past', async () => {
    const { code, id } = await create();
    const ended = await client.send('POST', `/meetings/${code}/end`, { token: hanna });
    expect(ended).toMatchObject({ status: 200, data: { status: 'ended' } });
    const refused = { status: 410, error: 'meeting_ended' };
    expect(await client.send('POST', `/meetings/${code}/end`, { token: hanna })).toMatchObject(
      refused,
    );
    expect(await join(code, { displayName: 'Gina' })).toMatchObject(refused);
    const body = { title: 'Late' };
    const update = await client.send('PATCH', `/meetings/${code}`, { token: hanna, body });
    expect(update).toMatchObject(refused);
    const ids = async (when: string) => {
      const { data } = await get(`/meetings?when=${when}&pageSize=100`, hanna);
      return meetingRoutes.listMeetings.response.parse(data).items.map((one) => one.id);
    };
    expect(await ids('past')).toContain(id);
    expect(await ids('upcoming')).not.toContain(id);
  });
});

describe('my meetings', () => {
  test('come by page, soonest first, with those that I took part in', async () => {
    const owner = await client.register('Olga');
    const member = await client.register('Mia');
    const starts = ['2031-03-01', '2031-01-01', '2031-05-01', '2031-04-01', '2031-02-01'];
    for (const day of starts) {
      const { code } = await create({ title: day, startsAt: `${day}T00:00:00Z` }, owner);
      await join(code, {}, member);
    }
    for (const token of [owner, member]) {
      const pages = await Promise.all(
        [1, 2, 3, 4].map((page) => get(`/meetings?page=${page}&pageSize=2`, token)),
      );
      const parsed = pages.map(({ data }) => meetingRoutes.listMeetings.response.parse(data));
      const titles = parsed.map(({ items }) => items.map(({ title }) => title));
      expect(titles.flat()).toEqual([...starts].sort());
      expect(titles.map(({ length }) => length)).toEqual([2, 2, 1, 0]);
      expect(parsed[3]).toMatchObject({ total: 5, page: 4, pageSize: 2 });
    }
    const { data } = await get('/meetings', member);
    expect(data).toMatchObject({
      items: [{ myRole: 'participant', hostName: 'Olga' }, {}, {}, {}, {}],
    });
  });

  test.each(['page=0', 'pageSize=101', 'when=never', 'page=x'])('refuses %s', async (query) => {
    const refused = { status: 400, error: 'invalid_input' };
    expect(await get(`/meetings?${query}`, hanna)).toMatchObject(refused);
  });
});

describe('joining over REST, [J2] to [J6]', () => {
  test('gives a seat, makes the meeting active, and lists who is in it', async () => {
    const { code } = await create();
    const guest = seatOf(await join(code, { displayName: ' Gina \n K. ' }));
    expect(guest.role).toBe('guest');
    const member = seatOf(await join(code, {}, mo));
    expect(member.role).toBe('participant');
    const host = seatOf(await join(code, {}, hanna));
    expect(host.role).toBe('host');
    expect((await get(`/meetings/${code}`, hanna)).data).toMatchObject({ status: 'active' });
    const { data } = await get(`/meetings/${code}/participants`, mo);
    expect(data).toMatchObject({
      total: 3,
      items: [
        { participantId: guest.participantId, displayName: 'Gina K.', role: 'guest', leftAt: null },
        { participantId: member.participantId, displayName: 'Mo', role: 'participant' },
        { participantId: host.participantId, displayName: 'Hanna', role: 'host' },
      ],
    });
  });

  test('tells each refusal by its code', async () => {
    const gina = { displayName: 'Gina' };
    const closed = await create({ guestsAllowed: false });
    const secret = await create({ passcode: 'secret' });
    const small = await create({ maxParticipants: 2 });
    await join(small.code, gina);
    await join(small.code, gina);
    const outcomes = [
      await join('zzz-zzzz-zzz', gina),
      await join('not-a-code', gina),
      await join(closed.code, gina),
      await join(secret.code, gina),
      await join(secret.code, { ...gina, passcode: 'guess' }),
      await join(small.code, gina),
      await join(secret.code, { passcode: 'secret' }),
    ];
    expect(outcomes.map(({ status, error }) => `${status} ${error}`)).toEqual([
      '404 meeting_not_found',
      '400 invalid_input',
      '403 guests_not_allowed',
      '401 passcode_required',
      '401 wrong_passcode',
      '409 meeting_full',
      '400 invalid_input',
    ]);
    expect((await join(secret.code, {}, hanna)).status).toBe(200);
    expect((await join(small.code, {}, hanna)).status).toBe(200);
  });

  test('[J2] of twenty who race for five places, five get in', async () => {
    const { code } = await create({ maxParticipants: 5 });
    const race = Array.from({ length: 20 }, (_, index) => join(code, { displayName: `G${index}` }));
    const answers = await Promise.all(race);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ error }) => error === 'meeting_full')).toHaveLength(15);
  });

  test('[J2] stops guessing a passcode after ten tries, with the time to wait', async () => {
    const { code } = await create({ passcode: 'secret' });
    for (let tries = 0; tries < 10; tries += 1) {
      const guess = await join(code, { displayName: 'Gina', passcode: `guess ${tries}` });
      expect(guess.error).toBe('wrong_passcode');
    }
    const answer = await join(code, { displayName: 'Gina', passcode: 'secret' });
    expect(answer).toMatchObject({ status: 429, error: 'rate_limited' });
    expect(answer.retryAfterSeconds).toBeGreaterThan(0);
  });

  test('leaving gives the place to the next', async () => {
    const { code } = await create({ maxParticipants: 2 });
    await join(code, { displayName: 'Gina' });
    const { seatToken } = seatOf(await join(code, { displayName: 'Gus' }));
    expect((await join(code, { displayName: 'Gil' })).error).toBe('meeting_full');
    const left = await client.send('POST', `/meetings/${code}/leave`, { body: { seatToken } });
    expect(left).toMatchObject({ status: 200, data: null });
    expect((await join(code, { displayName: 'Gil' })).status).toBe(200);
    const forged = { body: { seatToken: 'x'.repeat(86) } };
    const refused = await client.send('POST', `/meetings/${code}/leave`, forged);
    expect(refused).toMatchObject({ status: 409, error: 'not_in_meeting' });
  });
});

describe('removing somebody', () => {
  const kick = (code: string, participantId: string, token: string) =>
    client.send('DELETE', `/meetings/${code}/participants/${participantId}`, { token });

  test('[A4] keeps a member out, who then finds nothing of the meeting', async () => {
    const { code } = await create();
    const { participantId } = seatOf(await join(code, {}, mo));
    expect(await kick(code, participantId, hanna)).toMatchObject({ status: 200, data: null });
    const again = await join(code, {}, mo);
    expect(again).toMatchObject({ status: 403, error: 'removed_from_meeting' });
    expect((await get(`/meetings/${code}`, mo)).status).toBe(404);
  });

  test('[A1] is not for participants, and not done to the host', async () => {
    const { code } = await create();
    const guest = seatOf(await join(code, { displayName: 'Gina' }));
    const host = seatOf(await join(code, {}, hanna));
    await join(code, {}, mo);
    const refused = { status: 403, error: 'forbidden' };
    expect(await kick(code, guest.participantId, mo)).toMatchObject(refused);
    expect(await kick(code, host.participantId, hanna)).toMatchObject(refused);
    const unknown = await kick(code, randomUUID(), hanna);
    expect(unknown).toMatchObject({ status: 404, error: 'participant_not_found' });
  });
});

describe('the lobby', () => {
  test('tells before joining what is needed, to each what is theirs to know', async () => {
    const { code } = await create({ passcode: 'secret', description: 'Not for strangers' });
    const forGuest = await get(`/meetings/${code}/lobby`);
    expect(forGuest.data).toMatchObject({
      title: 'Weekly',
      hostName: 'Hanna',
      passcodeRequired: true,
      myRole: null,
      presentNames: [],
    });
    expect(JSON.stringify(forGuest.data)).not.toContain('Not for strangers');
    const { routerRtpCapabilities } = meetingRoutes.getLobby.response.parse(forGuest.data);
    expect(routerRtpCapabilities?.codecs?.map(({ mimeType }) => mimeType)).toContain('video/VP8');
    const forHost = await get(`/meetings/${code}/lobby`, hanna);
    expect(forHost.data).toMatchObject({ passcodeRequired: false, myRole: 'host' });
  });
});

test('a deleted account takes its meetings along', async () => {
  const token = await client.register('Dora');
  const { code } = await create({}, token);
  const body = { password: PASSWORD };
  expect((await client.send('DELETE', '/users/me', { token, body })).status).toBe(200);
  expect((await get(`/meetings/${code}/lobby`)).status).toBe(404);
});

test('[S4] meetings, seats, passcodes and removals survive a restart of the server', async () => {
  const { code } = await create({ passcode: 'secret', startsAt: '2031-01-01T10:00:00Z' });
  const { participantId, seatToken } = seatOf(await join(code, { passcode: 'secret' }, mo));
  const removed = seatOf(await join(code, { passcode: 'secret' }, eve));
  await client.send('DELETE', `/meetings/${code}/participants/${removed.participantId}`, {
    token: hanna,
  });
  const before = await get(`/meetings/${code}`, hanna);
  await client.restart();
  expect((await get(`/meetings/${code}`, hanna)).data).toEqual(before.data);
  expect((await join(code, {}, eve)).error).toBe('removed_from_meeting');
  expect((await join(code, { passcode: 'secret', displayName: 'Gina' })).status).toBe(200);
  const leave = await client.send('POST', `/meetings/${code}/leave`, { body: { seatToken } });
  expect(leave.status).toBe(200);
  const { data } = await get(`/meetings/${code}/participants`, hanna);
  const { items } = meetingRoutes.listParticipants.response.parse(data);
  const seat = items.find((one) => one.participantId === participantId);
  expect(seat?.leftAt).not.toBeNull();
});
