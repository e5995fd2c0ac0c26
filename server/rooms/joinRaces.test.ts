import { describe, expect, test } from 'vitest';
import { HOST_AWAY_MS } from '../../shared/domain/actingHost.ts';
import { AppError } from '../../shared/errors.ts';
import { createHouse, silent } from './fakeHouse.ts';
import { EMPTY_ANSWER } from './fakePorts.ts';
import { createLiveRooms } from './liveRooms.ts';
import { RELOAD_GRACE_MS } from './Room.ts';

const OFFER = { rtpCapabilities: {} };

function createHouseWithMedia() {
  const house = createHouse();
  const { media, lines, rooms } = house;
  media.openPeer = (_roomId: string, peerId: string) => {
    media.asked.push(`open ${peerId}`);
    return Promise.resolve(EMPTY_ANSWER);
  };
  /** @param seatToken of the seat that is taken again */
  const begin = async (seatToken?: string, offer: typeof OFFER | null = OFFER) => {
    const connection = lines.connect();
    const client = { connection, user: null, address: '::1' };
    const { finish } = await rooms.join(client, {
      code: 'abc-defg-hjk',
      displayName: 'ben',
      ...(offer && { media: offer }),
      ...(seatToken && { seatToken }),
    });
    return { connection, finish };
  };
  return { ...house, begin };
}

describe('what happens while somebody joins', () => {
  test('whoever is removed over the socket while they come back stays out', async () => {
    const { join, meetings, rooms } = createHouse();
    const live = createLiveRooms(rooms, { meetings, log: silent });
    const host = await join('host');
    const ben = await join('ben');
    meetings.markRemoved = (id) => Promise.resolve(live.remove('m1', id));
    meetings.duringJoin = () => void host.session.remove(ben.answer.self.participantId);
    await expect(join('ben', ben.answer.self.seatToken)).rejects.toMatchObject({
      code: 'removed_from_meeting',
    });
    expect([...(rooms.get('m1')?.seats.keys() ?? [])]).toEqual(['p-host']);
    const told = ben.connection.sent.filter(({ name }) => name === 'meeting:ended');
    expect(told).toEqual([{ name: 'meeting:ended', payload: { reason: 'removed' } }]);
  });

  test('a role that is given meanwhile is theirs from the start', async () => {
    const { join, meetings, rooms } = createHouse();
    const live = createLiveRooms(rooms, { meetings, log: silent });
    await join('host');
    meetings.duringJoin = () => live.handleRole('m1', 'u-ben', 'cohost');
    meetings.seats.set('phone', {
      participantId: 'phone',
      meetingId: 'm1',
      userId: 'u-ben',
      displayName: 'ben',
      avatarUrl: null,
      role: 'participant',
      handRaisedAt: null,
      joinedAt: 0,
    });
    const { session } = await join('ben', 'phone');
    expect(session.seat.record.role).toBe('cohost');
  });

  test('a join that comes to nothing has whoever holds the seat open their media anew', async () => {
    const { begin } = createHouseWithMedia();
    const first = await begin();
    const { answer } = first.finish();
    const second = await begin(answer.self.seatToken);
    second.connection.close();
    expect(() => second.finish()).toThrow();
    await expect.poll(() => first.connection.last('media:reset')).toEqual({});
    expect(first.connection.isClosed).toBe(false);
  });

  test('a join whose media another of the same seat supersedes gets in all the same, and opens them anew', async () => {
    const { begin, media } = createHouseWithMedia();
    const superseded = Promise.withResolvers<never>();
    const open = media.openPeer.bind(media);
    media.openPeer = () => {
      media.openPeer = (...args) => {
        superseded.reject(new AppError('media_rejected', 'closed meanwhile'));
        return open(...args);
      };
      return superseded.promise;
    };
    const first = begin();
    const second = await begin();
    const { connection, finish } = await first;
    second.connection.close();
    expect(() => second.finish()).toThrow();
    expect(finish().answer.media).toBeNull();
    await expect.poll(() => connection.last('media:reset')).toEqual({});
  });

  test('a join that comes to its end after a later one of the same seat takes nothing from it', async () => {
    const { begin, rooms } = createHouseWithMedia();
    const late = await begin();
    const seatToken = 'p-ben';
    const live = await begin(seatToken);
    const { session } = live.finish();
    expect(() => late.finish()).toThrow(expect.objectContaining({ code: 'session_lost' }));
    expect(session.isCurrent).toBe(true);
    expect(rooms.get('m1')?.seats.size).toBe(1);
    // What it would be told is told within the turn that follows.
    await new Promise((resolve) => setImmediate(resolve));
    expect(live.connection.sent).toEqual([]);
  });

  test('a join without media closes those of before, and not those that a later join has opened', async () => {
    const { begin, media } = createHouseWithMedia();
    const { seatToken } = (await begin()).finish().answer.self;
    const second = await begin(seatToken, null);
    const third = await begin(seatToken, null);
    await begin(seatToken);
    media.asked.length = 0;
    second.finish();
    expect(media.asked).toEqual([]);
    third.finish();
    expect(media.asked).toEqual([]);
    (await begin(seatToken, null)).finish();
    expect(media.asked).toEqual(['close peer p-ben']);
  });

  test('media that are refused by themselves still refuse the join', async () => {
    const { begin, media } = createHouseWithMedia();
    media.openPeer = () => Promise.reject(new AppError('media_rejected', 'no such codec'));
    await expect(begin()).rejects.toMatchObject({ code: 'media_rejected' });
  });

  test('a goodbye that comes late does not close the media of whoever has come back', async () => {
    const { begin, media } = createHouseWithMedia();
    const first = await begin();
    const { session, answer } = first.finish();
    const second = await begin(answer.self.seatToken);
    media.asked.length = 0;
    session.leave(true);
    expect(media.asked).toEqual([]);
    expect(second.finish().session.isCurrent).toBe(true);
  });

  test('[H1] a room that empties meanwhile does not forget that its host was there', async () => {
    const { join, meetings, clock, rooms } = createHouse();
    const host = await join('host');
    const ben = await join('ben');
    host.session.leave(false);
    ben.session.leave(true);
    meetings.duringJoin = () => clock.advance(RELOAD_GRACE_MS);
    const again = await join('ben', ben.answer.self.seatToken);
    expect(again.answer.actingHostId).toBeNull();
    clock.advance(HOST_AWAY_MS);
    const room = rooms.get('m1');
    expect(room?.capacityOf(again.session.seat)).toBe('actingHost');
  });
});
