import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Meeting, Session } from '../../shared/contracts/index.ts';
import { House } from './signaling/House.ts';
import type { SocketClient } from './signaling/SocketClient.ts';
import { PASSWORD } from './support/ApiClient.ts';

let house: House;

beforeAll(async () => {
  house = await House.open();
});
afterEach(() => house.disconnectAll());
afterAll(() => house.close());

const NEW_PASSWORD = 'another long pass phrase';

/** One account, signed in on two devices. */
async function signInTwice(): Promise<{ here: Session; there: Session }> {
  const here = await house.register('Ana');
  return { here, there: await loginAgain(here, PASSWORD) };
}

const loginAgain = ({ user: { email } }: Session, password: string) =>
  house.post<Session>('/auth/login', { email, password, client: 'desktop' });

async function enter(meeting: Meeting, account?: Session): Promise<SocketClient> {
  const client = await house.connect(account);
  await client.call('meeting:join', { code: meeting.code, displayName: 'Ana' });
  return client;
}

const changePassword = (session: Session, currentPassword: string, newPassword: string) =>
  house.post<Session>(
    '/users/me/password',
    { currentPassword, newPassword, client: 'desktop' },
    session,
  );

const refresh = ({ refreshToken }: Session) =>
  house.post<Session>('/auth/refresh', { refreshToken });

/** What is live is asked, not waited for: an answer comes over a socket that is open, in a meeting that goes on. */
const raiseHand = (client: SocketClient) =>
  client.reply('participant:raiseHand', { isRaised: true });

test('[P5] a new password ends the meetings of every other session, and not one’s own', async () => {
  const { here, there } = await signInTwice();
  const meeting = await house.createMeeting(here);
  const [own, other, guest] = [
    await enter(meeting, here),
    await enter(meeting, there),
    await enter(meeting),
  ];
  await changePassword(here, PASSWORD, NEW_PASSWORD);
  expect(await other.event('meeting:ended')).toEqual({ reason: 'signedOut' });
  await other.closed();
  expect(await raiseHand(own)).toMatchObject({ ok: true });
  expect(await raiseHand(guest)).toMatchObject({ ok: true });
  expect(own.count('meeting:ended')).toBe(0);
});

test('[P5] a new password closes sockets that are in no meeting yet, but for one’s own', async () => {
  const { here, there } = await signInTwice();
  const meeting = await house.createMeeting(here);
  const [own, other] = [await house.connect(here), await house.connect(there)];
  await changePassword(here, PASSWORD, NEW_PASSWORD);
  await other.closed();
  const joined = await own.reply('meeting:join', { code: meeting.code });
  expect(joined).toMatchObject({ ok: true });
});

test('[P5] a second new password within one meeting ends nobody’s own meeting', async () => {
  const { here, there } = await signInTwice();
  const meeting = await house.createMeeting(here);
  const [own, lobby] = [await enter(meeting, here), await house.connect(here)];
  const second = await changePassword(here, PASSWORD, NEW_PASSWORD);
  const other = await enter(meeting, await loginAgain(there, NEW_PASSWORD));
  await changePassword(second, NEW_PASSWORD, PASSWORD);
  await other.closed();
  expect(await raiseHand(own)).toMatchObject({ ok: true });
  expect(own.count('meeting:ended')).toBe(0);
  // A socket that joins only now does so as the sign-in that it has become.
  expect(await lobby.reply('meeting:join', { code: meeting.code })).toMatchObject({ ok: true });
});

test('[P5] what a new password moved on is ended with the sign-in that it moved to', async () => {
  const { here } = await signInTwice();
  const own = await enter(await house.createMeeting(here), here);
  const second = await changePassword(here, PASSWORD, NEW_PASSWORD);
  await refresh(await refresh(second));
  await expect(refresh(second)).rejects.toThrow(/401/);
  expect(await own.event('meeting:ended')).toEqual({ reason: 'signedOut' });
  await own.closed();
});

test('[P5] a session resumed by another sign-in of its account goes on as that one', async () => {
  const { here, there } = await signInTwice();
  const lost = await house.connect(here);
  const { code } = await house.createMeeting(here);
  const { sessionId, seatToken } = (await lost.call('meeting:join', { code })).self;
  lost.close();
  const own = await house.connect(there);
  await own.call('meeting:resume', { seatToken, sessionId });
  await changePassword(there, PASSWORD, NEW_PASSWORD);
  expect(await raiseHand(own)).toMatchObject({ ok: true });
});

test('[P5] a wrong current password ends nobody’s meeting', async () => {
  const { here, there } = await signInTwice();
  const other = await enter(await house.createMeeting(here), there);
  await expect(changePassword(here, 'not the pass phrase', NEW_PASSWORD)).rejects.toThrow(/401/);
  expect(await raiseHand(other)).toMatchObject({ ok: true });
});

test('[P5] a refresh token that is used twice ends the meetings of its own session only', async () => {
  const { here, there } = await signInTwice();
  const meeting = await house.createMeeting(here);
  const [stolen, other] = [await enter(meeting, here), await enter(meeting, there)];
  await refresh(await refresh(here));
  // Two rotations old: reuse, with no grace.
  await expect(refresh(here)).rejects.toThrow(/401/);
  expect(await stolen.event('meeting:ended')).toEqual({ reason: 'signedOut' });
  await stolen.closed();
  expect(await raiseHand(other)).toMatchObject({ ok: true });
  expect(other.count('meeting:ended')).toBe(0);
});
