import { describe, expect, test } from 'vitest';
import type { Joined } from '../../shared/contracts/index.ts';
import { createHouse, silent } from './fakeHouse.ts';
import { EMPTY_ANSWER } from './fakePorts.ts';
import { createLiveRooms } from './liveRooms.ts';
import { LOST_GRACE_MS, RELOAD_GRACE_MS } from './Room.ts';
import { MEMBERSHIP_WINDOW_MS } from './Roster.ts';

const namesIn = (answer: Joined) => answer.participants.map(({ displayName }) => displayName);

describe('joining', () => {
  test('[J1] the answer carries everybody, the newcomer included', async () => {
    const { join } = createHouse();
    await join('host');
    expect(namesIn((await join('ben')).answer)).toEqual(['host', 'ben']);
  });

  test('[J4] the seat token takes the same seat, and the session that held it is told', async () => {
    const { join, rooms } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    const again = await join('ben', ben.answer.self.seatToken);
    expect(again.answer.self.participantId).toBe(ben.answer.self.participantId);
    expect(again.answer.self.sessionId).not.toBe(ben.answer.self.sessionId);
    expect(ben.connection.last('meeting:ended')).toEqual({ reason: 'replaced' });
    expect(ben.connection.isClosed).toBe(true);
    expect(rooms.get('m1')?.seats.size).toBe(2);
    expect(host.connection.last('meeting:ended')).toBeUndefined();
  });

  test('a session that was replaced can do nothing any more, and its closing costs nothing', async () => {
    const { join, rooms } = createHouse();
    const ben = await join('ben');
    await join('ben', ben.answer.self.seatToken);
    expect(ben.session.isCurrent).toBe(false);
    ben.session.handleConnectionLost();
    expect([...(rooms.get('m1')?.seats.values() ?? [])][0]?.toParticipant().presence).toBe(
      'present',
    );
  });

  test('a meeting that ends while somebody joins is not opened again', async () => {
    const { join, meetings, rooms } = createHouse();
    meetings.duringJoin = () => rooms.end('m1', 'endedByHost');
    await expect(join('ben')).rejects.toMatchObject({ code: 'meeting_ended' });
    expect(rooms.get('m1')).toBeNull();
  });

  test('whoever is removed while they join does not get in', async () => {
    const { join, meetings, rooms } = createHouse();
    await join('host');
    meetings.duringJoin = () => rooms.remove('m1', 'p-ben');
    await expect(join('ben')).rejects.toMatchObject({ code: 'removed_from_meeting' });
    expect(rooms.get('m1')?.seats.size).toBe(1);
  });

  test('a seat that expires while its owner comes back keeps the media of the new session', async () => {
    const { join, meetings, media, clock } = createHouse();
    await join('host');
    const ben = await join('ben');
    ben.session.leave(true);
    media.asked.length = 0;
    meetings.duringJoin = () => clock.advance(RELOAD_GRACE_MS);
    const again = await join('ben', ben.answer.self.seatToken);
    expect(again.session.isCurrent).toBe(true);
    expect(media.asked).toEqual([]);
  });

  test('the last seat going does not take the media of somebody who is about to come in', async () => {
    const { join, meetings, media } = createHouse();
    const host = await join('host');
    meetings.duringJoin = () => host.session.leave(false);
    const ben = await join('ben');
    expect(ben.session.isCurrent).toBe(true);
    expect(media.asked).toEqual(['close peer p-host']);
  });

  test('[M8] media that were lost while joining are not offered, but opened anew', async () => {
    const { lines, media, rooms } = createHouse();
    media.openPeer = () => Promise.resolve(EMPTY_ANSWER);
    media.isOpen = false;
    const connection = lines.connect();
    const client = { connection, user: null, address: '::1' };
    const offer = { rtpCapabilities: {} };
    const entry = await rooms.join(client, {
      code: 'abc-defg-hjk',
      displayName: 'ben',
      media: offer,
    });
    expect(entry.finish().answer.media).toBeNull();
    await expect.poll(() => connection.last('media:reset')).toEqual({});
  });

  test('a line that closes while joining leaves no seat behind', async () => {
    const { rooms, lines, meetings } = createHouse();
    const connection = lines.connect();
    const client = { connection, user: null, address: '::1' };
    const entry = await rooms.join(client, { code: 'abc-defg-hjk', displayName: 'ben' });
    connection.close();
    expect(() => entry.finish()).toThrow();
    expect(rooms.get('m1')).toBeNull();
    expect(meetings.kept).toContain('left p-ben');
  });
});

describe('staying', () => {
  test('[S1] a lost line keeps its seat for 30 s, shown as reconnecting, then leaves as lost', async () => {
    const { join, clock, media } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    clock.advance(1_000);
    ben.session.handleConnectionLost();
    const { participantId } = ben.answer.self;
    expect(host.connection.last('meeting:rosterChanged')).toMatchObject({
      changed: [{ id: participantId, presence: 'reconnecting' }],
    });
    clock.advance(LOST_GRACE_MS - 1);
    expect(media.asked).not.toContain(`close peer ${participantId}`);
    clock.advance(1_000);
    expect(host.connection.last('meeting:rosterChanged')).toMatchObject({
      left: [{ id: participantId, reason: 'lost' }],
    });
    expect(media.asked).toContain(`close peer ${participantId}`);
  });

  test('[S2] a resumed session keeps its seat and media, and nobody is seen to leave', async () => {
    const { join, resume, clock, media } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    ben.session.handleConnectionLost();
    clock.advance(LOST_GRACE_MS - 1);
    const back = await resume(ben);
    expect(back.answer.self).toEqual(ben.answer.self);
    clock.advance(LOST_GRACE_MS);
    expect(media.asked).toEqual([]);
    const left = host.connection.sent.filter(
      ({ payload }) => ((payload as { left?: unknown[] }).left ?? []).length > 0,
    );
    expect(left).toEqual([]);
  });

  test('[S2] a session resumes before its old line is known to be dead', async () => {
    const { join, resume } = createHouse();
    const ben = await join('ben');
    const back = await resume(ben);
    expect(ben.connection.isClosed).toBe(true);
    expect(ben.connection.last('meeting:ended')).toBeUndefined();
    ben.session.handleConnectionLost();
    expect(back.session.isCurrent).toBe(true);
  });

  test('[S2] a session that is over is answered session_lost', async () => {
    const { join, resume, clock } = createHouse();
    await join('host');
    const ben = await join('ben');
    ben.session.handleConnectionLost();
    clock.advance(LOST_GRACE_MS);
    await expect(resume(ben)).rejects.toMatchObject({ code: 'session_lost' });
  });

  test('[S3] a reload keeps the seat for 5 s without its media; only a join finds it again', async () => {
    const { join, resume, clock, media, rooms } = createHouse();
    await join('host');
    const ben = await join('ben');
    ben.session.leave(true);
    expect(media.asked).toEqual([`close peer ${ben.answer.self.participantId}`]);
    await expect(resume(ben)).rejects.toMatchObject({ code: 'session_lost' });
    clock.advance(RELOAD_GRACE_MS - 1);
    const again = await join('ben', ben.answer.self.seatToken);
    expect(again.answer.self.participantId).toBe(ben.answer.self.participantId);
    clock.advance(RELOAD_GRACE_MS);
    expect(rooms.get('m1')?.seats.size).toBe(2);
  });

  test('the last one to leave closes the room', async () => {
    const { join, media, rooms } = createHouse();
    const host = await join('host');
    host.session.leave(false);
    expect(rooms.get('m1')).toBeNull();
    expect(media.asked).toEqual(['close peer p-host']);
  });

  test('[S4] a server that stops keeps every seat', async () => {
    const { join, rooms, meetings, clock } = createHouse();
    const ben = await join('ben');
    rooms.close();
    ben.session.handleConnectionLost();
    clock.advance(LOST_GRACE_MS);
    expect(meetings.kept.filter((line) => line.startsWith('left'))).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('acting on others', () => {
  test('[A1] what is not permitted is refused and changes nothing', async () => {
    const { join, meetings } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    const hostId = host.answer.self.participantId;
    const before = meetings.kept.length;
    const refused = [
      ben.session.setLocked(true),
      ben.session.end(),
      ben.session.muteAll(),
      ben.session.mute({ participantId: hostId, source: 'mic' }),
      ben.session.remove(hostId),
      ben.session.setRole({ participantId: hostId, role: 'participant' }),
    ];
    for (const attempt of await Promise.allSettled(refused)) {
      expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } });
    }
    expect(() => ben.session.askToUnmute(hostId)).toThrow();
    expect(meetings.kept).toHaveLength(before);
    expect(host.connection.last('meeting:ended')).toBeUndefined();
  });

  test('[A2] mute pauses at the server and tells whom it befell', async () => {
    const { join, media } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    const { participantId } = ben.answer.self;
    await host.session.mute({ participantId, source: 'mic' });
    expect(media.asked).toEqual([`pause mic of ${participantId}`]);
    expect(ben.connection.last('meeting:mutedByHost')).toEqual({
      source: 'mic',
      byParticipantId: host.answer.self.participantId,
    });
  });

  test('[A2] a mute that is late is told to whom it befell when it has happened', async () => {
    const { join, media } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    media.isLate = true;
    const muting = host.session.mute({
      participantId: ben.answer.self.participantId,
      source: 'mic',
    });
    await expect(muting).rejects.toMatchObject({ code: 'media_unavailable' });
    expect(ben.connection.last('meeting:mutedByHost')).toBeUndefined();
    for (const goOn of media.whenOn) goOn();
    expect(ben.connection.last('meeting:mutedByHost')).toMatchObject({ source: 'mic' });
  });

  test('[A2] mute all leaves hosts and co-hosts, and whoever is muted already, alone', async () => {
    const { join, media, rooms } = createHouse();
    const host = await join('host');
    const people = await Promise.all(['ben', 'cleo', 'dan'].map((name) => join(name)));
    const [ben, cleo] = people;
    await host.session.setRole({
      participantId: cleo?.answer.self.participantId ?? '',
      role: 'cohost',
    });
    for (const seat of rooms.get('m1')?.seats.values() ?? []) {
      if (seat.record.displayName !== 'dan') seat.sources = { ...seat.sources, isMicOn: true };
    }
    await host.session.muteAll();
    expect(media.asked).toEqual([`pause mic of ${ben?.answer.self.participantId ?? ''}`]);
  });

  test('a role holds on every device of the account', async () => {
    const { join, rooms, meetings } = createHouse();
    const host = await join('host');
    const seats = ['laptop', 'phone'].map((participantId) => ({
      participantId,
      meetingId: 'm1',
      userId: 'u-ben',
      displayName: 'ben',
      avatarUrl: null,
      role: 'participant' as const,
      handRaisedAt: null,
      joinedAt: 0,
    }));
    for (const seat of seats) meetings.seats.set(seat.participantId, seat);
    await Promise.all([join('ben', 'laptop'), join('ben', 'phone')]);
    await host.session.setRole({ participantId: 'phone', role: 'cohost' });
    const roles = [...(rooms.get('m1')?.seats.values() ?? [])].map((seat) => seat.record.role);
    expect(roles).toEqual(['host', 'cohost', 'cohost']);
  });

  test('[A4] whoever is removed is told, and the others see it', async () => {
    const { join, meetings, clock } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    clock.advance(2 * MEMBERSHIP_WINDOW_MS);
    await host.session.remove(ben.answer.self.participantId);
    expect(ben.connection.last('meeting:ended')).toEqual({ reason: 'removed' });
    expect(ben.connection.isClosed).toBe(true);
    expect(meetings.kept).toContain('removed p-ben');
    expect(host.connection.last('meeting:rosterChanged')).toMatchObject({
      left: [{ id: 'p-ben', reason: 'removed' }],
    });
  });

  test('[A5] ending is told to everybody as the last thing', async () => {
    const { join, rooms } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    await host.session.end();
    for (const { connection } of [host, ben]) {
      expect(connection.sent.at(-1)).toEqual({
        name: 'meeting:ended',
        payload: { reason: 'endedByHost' },
      });
      expect(connection.isClosed).toBe(true);
    }
    expect(rooms.get('m1')).toBeNull();
  });
});

describe('hands, reactions and chat', () => {
  test('[O4] a raised hand is kept and told with its time; raising it twice changes nothing', async () => {
    const { join, meetings, clock } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    clock.advance(1_000);
    await ben.session.raiseHand(true);
    await ben.session.raiseHand(true);
    expect(meetings.kept.filter((line) => line.startsWith('hand'))).toEqual(['hand p-ben up']);
    expect(host.connection.last('meeting:rosterChanged')).toMatchObject({
      changed: [{ id: 'p-ben', handRaisedAt: clock.now() }],
    });
  });

  test('[R7] a chat message sent twice is shown once', async () => {
    const { join } = createHouse();
    const host = await join('host');
    const message = { id: '0190f3f1-0000-7000-8000-000000000001', text: 'hello' };
    const first = await host.session.sendChat(message);
    expect(await host.session.sendChat(message)).toEqual(first);
    const shown = host.connection.sent.filter(({ name }) => name === 'chat:messageSent');
    expect(shown).toHaveLength(1);
  });

  test('[R4] the eleventh reaction within 5 s is refused', async () => {
    const { join, clock } = createHouse();
    const host = await join('host');
    for (let count = 0; count < 10; count += 1) host.session.react('👍');
    expect(() => host.session.react('👍')).toThrow(
      expect.objectContaining({ code: 'rate_limited' }),
    );
    clock.advance(5_000);
    expect(() => host.session.react('👍')).not.toThrow();
  });
});

describe('what costs more than a message [R4]', () => {
  test('is bounded: pages of chat, views and readiness, each by how much it asks', async () => {
    const { join, clock } = createHouse();
    const { session } = await join('host');
    const refused = { code: 'rate_limited' };
    for (let count = 0; count < 40; count += 1) await session.listChat(undefined);
    await expect(session.listChat(undefined)).rejects.toMatchObject(refused);
    const view = { consumerId: 'c', isVisible: true, widthPx: 1, heightPx: 1 };
    await session.setViews({ views: Array.from({ length: 4000 }, () => view) });
    await session.setViews({ views: Array.from({ length: 1000 }, () => view) });
    await expect(session.setViews({ views: [view] })).rejects.toMatchObject(refused);
    await session.resumeConsumers(Array(4000).fill('c'));
    await session.resumeConsumers(Array(1000).fill('c'));
    await expect(session.resumeConsumers(['c'])).rejects.toMatchObject(refused);
    clock.advance(5_000);
    // Of one tile at a time no less than of anything else.
    for (let count = 0; count < 500; count += 1) await session.setViews({ views: [view] });
  });
});

describe('what REST does to a live room', () => {
  test('sees who is there, and removes, ends and dismisses as the live side does', async () => {
    const { join, rooms, meetings } = createHouse();
    const live = createLiveRooms(rooms, { meetings, log: silent });
    const host = await join('host');
    const ben = await join('ben');
    expect(live.presentCount('m1')).toBe(2);
    expect(live.presentNames('m1', 1)).toEqual(['host']);
    live.remove('m1', ben.answer.self.participantId);
    expect(ben.connection.last('meeting:ended')).toEqual({ reason: 'removed' });
    rooms.endUser('u-host', 'banned');
    expect(host.connection.last('meeting:ended')).toEqual({ reason: 'banned' });
    expect(live.presentCount('m1')).toBe(0);
  });
});
