import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Lobby } from '../../../shared/contracts/index.ts';
import { House, type Account } from './House.ts';
import type { SocketClient } from './SocketClient.ts';

let house: House;
let host: Account;

beforeAll(async () => {
  house = await House.open({ PARLEY_MAX_PARTICIPANTS: '3' });
  host = await house.register('Ana');
});
/** Seats outlive their sockets; those of ended meetings are free at once. */
const begun: string[] = [];
afterEach(async () => {
  for (const code of begun.splice(0)) await house.post(`/meetings/${code}/end`, {}, host);
  house.disconnectAll();
});
afterAll(() => house.close());

async function join(code: string, displayName: string, account?: Account) {
  const client = await house.connect(account);
  return { client, joined: await client.call('meeting:join', { code, displayName }) };
}

/** A crowd in front of the door. @returns the codes that it was refused with */
async function storm(code: string): Promise<Set<unknown>> {
  const clients = await Promise.all(Array.from({ length: 40 }, () => house.connect()));
  const replies = await Promise.all(
    clients.map((client) => client.reply('meeting:join', { code, displayName: 'Late' })),
  );
  return new Set(replies.map((reply) => (reply.ok ? 'joined' : reply.error.code)));
}

/** That those inside go on as if nothing were: they are heard, and have heard of nobody. */
async function expectUndisturbed(one: SocketClient, other: SocketClient): Promise<void> {
  const before = other.count('meeting:rosterChanged');
  await one.call('participant:raiseHand', { isRaised: true });
  await other.event('meeting:rosterChanged', ({ changed }) =>
    changed.some(({ handRaisedAt }) => typeof handRaisedAt === 'number'),
  );
  expect(other.count('meeting:rosterChanged')).toBe(before + 1);
  expect([one, other].map((client) => client.socket.connected)).toEqual([true, true]);
}

async function meet(plan: object = {}): Promise<string> {
  const { code } = await house.createMeeting(host, plan);
  begun.push(code);
  return code;
}

async function meetWithTwo(plan: object = {}) {
  const code = await meet(plan);
  const ben = await join(code, 'Ben');
  const cleo = await join(code, 'Cleo');
  await ben.client.event('meeting:rosterChanged', ({ joined }) => joined.length === 1);
  return { code, ben, cleo };
}

test('[J2] a storm at the door of a full meeting disturbs nobody inside', async () => {
  const { code, ben, cleo } = await meetWithTwo({ maxParticipants: 2 });
  expect(await storm(code)).toEqual(new Set(['meeting_full']));
  await expectUndisturbed(cleo.client, ben.client);
});

test('[J8] a full server refuses newcomers everywhere, and disturbs nobody inside', async () => {
  const { code, ben, cleo } = await meetWithTwo();
  const other = await meet();
  await join(other, 'Dan');
  expect(await storm(code)).toEqual(new Set(['server_full']));
  expect(await storm(other)).toEqual(new Set(['server_full']));
  const lobby = await house.get<Lobby>(`/meetings/${code}/lobby`);
  expect(lobby.serverState).toBe('full');
  await expect(house.post(`/meetings/${code}/join`, { displayName: 'Eve' })).rejects.toThrow(/503/);
  await expectUndisturbed(cleo.client, ben.client);
});

test('[J8] the host and holders of a seat get in when the server is full', async () => {
  const { code, ben } = await meetWithTwo();
  await join(await meet(), 'Dan');
  ben.client.close();
  const back = await house.connect();
  const { seatToken, participantId } = ben.joined.self;
  const again = await back.call('meeting:join', { code, displayName: 'Ben', seatToken });
  expect(again.self.participantId).toBe(participantId);
  expect((await join(code, 'Ana', host)).joined.participants).toHaveLength(3);
});
