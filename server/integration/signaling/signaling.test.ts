import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { videoParameters } from '../../../build/bench/clients/index.ts';
import {
  type EventPayload,
  type Joined,
  type Meeting,
  PROTOCOL_VERSION,
} from '../../../shared/contracts/index.ts';
import { rosterOf } from '../hostile/support/seen.ts';
import { House, type Account } from './House.ts';
import type { SocketClient } from './SocketClient.ts';

let house: House;
let host: Account;

beforeAll(async () => {
  house = await House.open();
  host = await house.register('Ana');
});
afterEach(() => house.disconnectAll());
afterAll(() => house.close());

async function meet(plan: Record<string, unknown> = {}): Promise<Meeting> {
  return house.createMeeting(host, plan);
}

async function enter(
  meeting: Meeting,
  displayName: string,
  account?: Account,
): Promise<{ client: SocketClient; joined: Joined }> {
  const client = await house.connect(account);
  const joined = await client.call('meeting:join', { code: meeting.code, displayName });
  return { client, joined };
}

const CROWD = 500;

/** Whether roster events have told a client of somebody, and of the camera where there is one. */
function isShown(client: SocketClient, { id, hasCamera }: { id: string; hasCamera: boolean }) {
  return client.received.some(({ name, payload }) => {
    if (name !== 'meeting:rosterChanged') return false;
    // The client that received it checks nothing; the contract of the event is tested where it is sent.
    const { joined, changed } = payload as EventPayload<'meeting:rosterChanged'>;
    const told = [...joined, ...changed].filter((one) => one.id === id);
    return told.some(({ isCameraOn }) => !hasCamera || isCameraOn === true);
  });
}

/** Two who know of each other: until a join was told, what follows it travels inside it [O2]. */
async function enterTogether(meeting: Meeting, displayName: string, account?: Account) {
  const watcher = await enter(meeting, 'Watcher');
  const other = await enter(meeting, displayName, account);
  const { participantId } = other.joined.self;
  await watcher.client.event('meeting:rosterChanged', ({ joined }) =>
    joined.some(({ id }) => id === participantId),
  );
  return { watcher, other, participantId };
}

describe('handshake', () => {
  test('[P1] anything but the agreed shape is refused', async () => {
    await expect(house.connectRaw({ version: 1 })).rejects.toMatchObject({
      code: 'protocol_violation',
    });
  });

  test('[P2] another version is refused, and it is said who is older', async () => {
    const refused = house.connectRaw({ protocolVersion: PROTOCOL_VERSION - 1 });
    await expect(refused).rejects.toMatchObject({ code: 'protocol_version' });
  });

  test('[P3] a token that does not verify is refused', async () => {
    const auth = { protocolVersion: PROTOCOL_VERSION, accessToken: 'nonsense' };
    await expect(house.connectRaw(auth)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('[P4] a guest who joins nothing is closed', { timeout: 15_000 }, async () => {
    const client = await house.connect();
    await client.closed();
  });

  test('a page of another origin cannot connect', async () => {
    const auth = { protocolVersion: PROTOCOL_VERSION };
    await expect(
      house.connectRaw(auth, { extraHeaders: { origin: 'https://evil.example' } }),
    ).rejects.toThrow();
  });
});

describe('requests', () => {
  test('[R3] an input that does not fit is answered and changes nothing', async () => {
    const { client } = await enter(await meet(), 'Ben');
    const reply = await client.send('participant:raiseHand', { isRaised: 'yes' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    expect(client.count('meeting:rosterChanged')).toBe(0);
  });

  test.each([
    [
      'an unknown name',
      (client: SocketClient) => client.socket.emit('meeting:explode', {}, () => {}),
    ],
    ['a number for a name', (client: SocketClient) => client.socket.emit(1 as never, {}, () => {})],
    ['a number alone', (client: SocketClient) => client.socket.emit(1 as never)],
    ['no acknowledgement', (client: SocketClient) => client.socket.emit('meeting:leave', {})],
    [
      'a name from Object',
      (client: SocketClient) => client.socket.emit('constructor', {}, () => {}),
    ],
    [
      'three arguments',
      (client: SocketClient) => client.socket.emit('meeting:leave', {}, {}, () => {}),
    ],
  ])('[R3] %s is a violation', async (_what, send) => {
    const client = await house.connect(host);
    send(client);
    expect(await client.event('protocol:error')).toMatchObject({ code: 'protocol_violation' });
    expect(client.socket.connected).toBe(true);
  });

  test('[R3] a client that persists is disconnected, and nobody else notices', async () => {
    const meeting = await meet();
    const ben = await enter(meeting, 'Ben');
    const mallory = await enter(meeting, 'Mallory');
    for (let count = 0; count < 20; count += 1) mallory.client.socket.emit('nonsense', count);
    await mallory.client.closed();
    await ben.client.call('participant:raiseHand', { isRaised: true });
    expect(ben.client.socket.connected).toBe(true);
  });

  test('[R5] without a session requests are refused', async () => {
    const client = await house.connect(host);
    await expect(
      client.call('chat:sendMessage', { id: randomUUID(), text: 'x' }),
    ).rejects.toMatchObject({ code: 'not_in_meeting' });
  });

  test('[R6] a message that is too large closes the socket', async () => {
    const client = await house.connect(host);
    client.socket.emit('meeting:join', 'x'.repeat(300 * 1024), () => {});
    await client.closed();
  });
});

describe('joining', () => {
  test('[J1] one answer carries roster, chat and both transports', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    await ana.client.call('chat:sendMessage', { id: randomUUID(), text: 'hello' });
    const lobby = await house.get<{ routerRtpCapabilities: never }>(
      `/meetings/${meeting.code}/lobby`,
    );
    const client = await house.connect();
    const joined = await client.call('meeting:join', {
      code: meeting.code,
      displayName: 'Ben',
      media: { rtpCapabilities: lobby.routerRtpCapabilities },
    });
    expect(joined.participants.map(({ displayName, role }) => [displayName, role])).toEqual([
      ['Ana', 'host'],
      ['Ben', 'guest'],
    ]);
    expect(joined.chat.messages.map(({ text }) => text)).toEqual(['hello']);
    expect(joined.media?.sendTransport.iceCandidates.length).toBeGreaterThan(0);
    expect(joined.media?.recvTransport.id).not.toBe(joined.media?.sendTransport.id);
    expect(joined.media?.isDtlsConnected).toBe(false);
  });

  test('[J2] a wrong passcode is told from a missing one', async () => {
    const meeting = await meet({ passcode: 'rosebud' });
    const client = await house.connect();
    const join = (passcode?: string) =>
      client.call('meeting:join', {
        code: meeting.code,
        displayName: 'Ben',
        ...(passcode !== undefined && { passcode }),
      });
    await expect(join()).rejects.toMatchObject({ code: 'passcode_required' });
    await expect(join('sesame')).rejects.toMatchObject({ code: 'wrong_passcode' });
    expect((await join('rosebud')).meeting.title).toBe(meeting.title);
  });

  test('[J3] the host gets into a locked meeting, others do not', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    await ana.client.call('meeting:setLocked', { isLocked: true });
    expect(await ana.client.event('meeting:lockChanged')).toMatchObject({ isLocked: true });
    await expect(enter(meeting, 'Ben')).rejects.toMatchObject({ code: 'meeting_locked' });
    await ana.client.call('meeting:leave', {});
    await enter(meeting, 'Ana', host);
  });

  test('[J4] the seat token takes the seat again and ends the session that held it', async () => {
    const meeting = await meet();
    const ben = await enter(meeting, 'Ben');
    const { seatToken, participantId } = ben.joined.self;
    const again = await house.connect();
    const joined = await again.call('meeting:join', {
      code: meeting.code,
      displayName: 'Ben',
      seatToken,
    });
    expect(joined.self.participantId).toBe(participantId);
    expect(joined.participants).toHaveLength(1);
    expect(await ben.client.event('meeting:ended')).toEqual({ reason: 'replaced' });
    await ben.client.closed();
  });

  test('[J6] a guest without a name is refused, a member goes by the account', async () => {
    const meeting = await meet();
    const guest = await house.connect();
    await expect(guest.call('meeting:join', { code: meeting.code })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const member = await house.connect(host);
    const joined = await member.call('meeting:join', { code: meeting.code });
    expect(joined.participants[0]?.displayName).toBe('Ana');
  });

  test('[J7] a second join on the same socket leaves the first meeting', async () => {
    const [first, second] = [await meet(), await meet()];
    const { watcher, other, participantId } = await enterTogether(first, 'Ben');
    await other.client.call('meeting:join', { code: second.code, displayName: 'Ben' });
    await watcher.client.event('meeting:rosterChanged', ({ left }) =>
      left.some(({ id }) => id === participantId),
    );
  });
});

describe('staying', () => {
  test('[S1] [S2] a lost line is shown as reconnecting and resumes the same session', async () => {
    const { watcher, other, participantId } = await enterTogether(await meet(), 'Ben');
    const { seatToken, sessionId } = other.joined.self;
    const sees = (presence: string) =>
      watcher.client.event('meeting:rosterChanged', ({ changed }) =>
        changed.some((one) => one.id === participantId && one.presence === presence),
      );
    other.client.close();
    await sees('reconnecting');
    const back = await house.connect();
    const resumed = await back.call('meeting:resume', { seatToken, sessionId });
    expect(resumed.self).toEqual(other.joined.self);
    await sees('present');
  });

  test('[S2] another session of the seat cannot be resumed', async () => {
    const ben = await enter(await meet(), 'Ben');
    const client = await house.connect();
    const { seatToken } = ben.joined.self;
    await expect(
      client.call('meeting:resume', { seatToken, sessionId: randomUUID() }),
    ).rejects.toMatchObject({ code: 'session_lost' });
  });

  test('[S4] role, lock, hand and chat are found again after a restart', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    const cleoAccount = await house.register('Cleo');
    const cleo = await enter(meeting, 'Cleo', cleoAccount);
    const { participantId, seatToken, sessionId } = cleo.joined.self;
    await ana.client.call('participant:setRole', { participantId, role: 'cohost' });
    await cleo.client.call('participant:raiseHand', { isRaised: true });
    await cleo.client.call('chat:sendMessage', { id: randomUUID(), text: 'still here?' });
    await ana.client.call('meeting:setLocked', { isLocked: true });

    await house.restart();
    const back = await house.connect(cleoAccount);
    await expect(back.call('meeting:resume', { seatToken, sessionId })).rejects.toMatchObject({
      code: 'session_lost',
    });
    const joined = await back.call('meeting:join', { code: meeting.code, seatToken });
    expect(joined.self.participantId).toBe(participantId);
    expect(joined.meeting.isLocked).toBe(true);
    expect(joined.participants[0]).toMatchObject({ role: 'cohost', displayName: 'Cleo' });
    expect(joined.participants[0]?.handRaisedAt).toBeTypeOf('number');
    expect(joined.chat.messages.map(({ text }) => text)).toEqual(['still here?']);
  });

  test('[P5] logging out everywhere ends the meeting for that account', async () => {
    const account = await house.register('Dan');
    const dan = await enter(await meet(), 'Dan', account);
    await house.post('/auth/logout-all', {}, account);
    expect(await dan.client.event('meeting:ended')).toEqual({ reason: 'signedOut' });
    await dan.client.closed();
  });
});

describe('acting on others, and chat', () => {
  test('[A1] a participant is refused what the rules do not permit', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    const ben = await enter(meeting, 'Ben');
    const { participantId } = ana.joined.self;
    for (const attempt of [
      ben.client.reply('meeting:setLocked', { isLocked: true }),
      ben.client.reply('meeting:end', {}),
      ben.client.reply('meeting:muteAll', {}),
      ben.client.reply('participant:remove', { participantId }),
      ben.client.reply('participant:mute', { participantId, source: 'mic' }),
      ben.client.reply('participant:setRole', { participantId, role: 'cohost' }),
    ]) {
      expect(await attempt).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    }
  });

  test('[A3] asking to unmute only asks', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    const ben = await enter(meeting, 'Ben');
    await ana.client.call('participant:askToUnmute', {
      participantId: ben.joined.self.participantId,
    });
    expect(await ben.client.event('meeting:askedToUnmute')).toEqual({
      byParticipantId: ana.joined.self.participantId,
    });
  });

  test('[A4] whoever is removed cannot take the seat again', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    const ben = await enter(meeting, 'Ben');
    const { participantId, seatToken } = ben.joined.self;
    await ana.client.call('participant:remove', { participantId });
    expect(await ben.client.event('meeting:ended')).toEqual({ reason: 'removed' });
    const client = await house.connect();
    await expect(
      client.call('meeting:join', { code: meeting.code, displayName: 'Ben', seatToken }),
    ).rejects.toMatchObject({ code: 'removed_from_meeting' });
  });

  test('[A5] a meeting that was ended cannot be joined again', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    const ben = await enter(meeting, 'Ben');
    await ana.client.call('meeting:end', {});
    expect(await ben.client.event('meeting:ended')).toEqual({ reason: 'endedByHost' });
    await expect(enter(meeting, 'Ben')).rejects.toMatchObject({ code: 'meeting_ended' });
  });

  test('a meeting that is ended or deleted over REST ends for those in it', async () => {
    const meeting = await meet();
    const ben = await enter(meeting, 'Ben');
    await house.delete(`/meetings/${meeting.code}`, host);
    expect(await ben.client.event('meeting:ended')).toEqual({ reason: 'deleted' });
  });

  test('[C1] [C2] [R7] messages are kept in order, once, and page by page', async () => {
    const meeting = await meet();
    const ana = await enter(meeting, 'Ana', host);
    const people = await Promise.all(
      Array.from({ length: 6 }, (_, index) => enter(meeting, `P${index}`)),
    );
    for (let count = 0; count < 60; count += 1) {
      const { client } = people[count % 6] ?? ana;
      await client.call('chat:sendMessage', { id: randomUUID(), text: `message ${count}` });
    }
    const id = randomUUID();
    await ana.client.call('chat:sendMessage', { id, text: 'last' });
    await ana.client.call('chat:sendMessage', { id, text: 'last' });
    const late = await enter(meeting, 'Late');
    const { messages, hasMore } = late.joined.chat;
    expect(messages).toHaveLength(50);
    expect(hasMore).toBe(true);
    expect(messages.at(-1)?.text).toBe('last');
    const older = await late.client.call('chat:listMessages', { beforeId: messages[0]?.id });
    expect(older.messages.map(({ text }) => text)).toEqual(
      Array.from({ length: 11 }, (_, index) => `message ${index}`),
    );
    expect(older.hasMore).toBe(false);
  });

  test(
    '[O2] of 500 people who join within 10 s, a fifth with a camera, each client hears in at most 20 messages',
    { timeout: 120_000 },
    async () => {
      const meeting = await meet();
      const startedAt = performance.now();
      const arrive = async (index: number) => {
        // A crowd that comes evenly is the worst for gathering: no moment is without somebody.
        await delay(index * (10_000 / CROWD));
        const client = await house.connect();
        const media = { rtpCapabilities: {} };
        const name = `P${index}`;
        const call = { code: meeting.code, displayName: name, media };
        const joined = await client.call('meeting:join', call);
        const { self, media: answer } = joined;
        if (!answer) throw new Error('the server has no media');
        const hasCamera = index % 5 === 0;
        if (hasCamera)
          await client.call('media:produce', {
            transportId: answer.sendTransport.id,
            source: 'camera',
            rtpParameters: videoParameters(index + 1),
            isPaused: false,
          });
        return { client, joined, id: self.participantId, hasCamera };
      };
      const people = await Promise.all(Array.from({ length: CROWD }, (_, index) => arrive(index)));
      // A machine that is busy with other things takes more than 10 s, and the roster then more messages.
      const spells = Math.max(1, (performance.now() - startedAt) / 10_000);
      const { client: first } = people[0] ?? (await arrive(0));
      await first.until(() => people.slice(1).every((one) => isShown(first, one)));
      for (const one of people) {
        await one.client.until(() => rosterOf(one).people.size === CROWD);
      }
      const counts = people.map(({ client }) => client.count('meeting:rosterChanged'));
      expect(Math.max(...counts)).toBeLessThanOrEqual(20 * spells);
    },
  );
});
