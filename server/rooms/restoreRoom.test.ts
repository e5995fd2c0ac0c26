import { describe, expect, test } from 'vitest';
import { FakeClock } from './fakeClock.ts';
import { FakeChat, FakeLines, FakeMedia, FakeMeetings } from './fakePorts.ts';
import { LOST_GRACE_MS } from './Room.ts';
import { Rooms } from './Rooms.ts';

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const MUTED = { isMicOn: false, isCameraOn: true, isSharing: false };

/** A server, and the next one over the same database and the same media. */
function createHouse() {
  const meetings = new FakeMeetings();
  const media = new FakeMedia();
  const chat = new FakeChat();
  const start = () => {
    const clock = new FakeClock();
    const lines = new FakeLines();
    const { broadcast } = lines;
    const rooms = new Rooms({ clock, meetings, media, chat, broadcast, log: silent });
    const client = () => ({ connection: lines.connect(), user: null, address: '::1' });
    return { clock, rooms, client };
  };
  const join = async ({ rooms, client }: ReturnType<typeof start>, displayName: string) => {
    const entry = await rooms.join(client(), { code: 'abc-defg-hjk', displayName });
    return entry.finish().answer.self;
  };
  /** As the node tells of those whose session was noted. */
  const leaveBehind = (activeSpeakerId: string | null = null) => {
    const peers = [...media.notes].map(([peerId, note]) => ({ peerId, note, sources: MUTED }));
    media.left = [{ roomId: 'm1', activeSpeakerId, peers }];
    media.asked.length = 0;
  };
  return { meetings, media, start, join, leaveBehind };
}

describe('[S4] a server that was started anew while media went on', () => {
  test('resumes the same sessions; roles and hands are as stored, sources as they flow', async () => {
    const { meetings, start, join, leaveBehind } = createHouse();
    const before = start();
    const host = await join(before, 'host');
    const ben = await join(before, 'ben');
    meetings.held = [host.participantId, ben.participantId];
    Object.assign(meetings.seats.get(ben.participantId) ?? {}, { handRaisedAt: 5 });
    leaveBehind(ben.participantId);

    const after = start();
    await after.rooms.restore();
    const entry = await after.rooms.resume(after.client(), { ...ben, keepsPath: true });
    const { answer } = entry.finish();
    expect(answer.self).toEqual(ben);
    expect(answer.participants).toMatchObject([
      { id: host.participantId, role: 'host', presence: 'reconnecting', ...MUTED },
      { id: ben.participantId, presence: 'present', handRaisedAt: 5, ...MUTED },
    ]);
    expect(answer.activeSpeakerId).toBe(ben.participantId);
  });

  test('ends the media of whose seat is not held any more, and waits for the others only', async () => {
    const { meetings, media, start, join, leaveBehind } = createHouse();
    const before = start();
    const host = await join(before, 'host');
    const ben = await join(before, 'ben');
    meetings.held = [host.participantId];
    leaveBehind();

    const after = start();
    await after.rooms.restore();
    expect(media.asked).toEqual([`close peer ${ben.participantId}`]);
    expect([...(after.rooms.get('m1')?.seats.keys() ?? [])]).toEqual([host.participantId]);
    await expect(after.rooms.resume(after.client(), ben)).rejects.toMatchObject({
      code: 'session_lost',
    });
  });

  test('ends the media of a meeting in which no seat is held', async () => {
    const { media, start, join, leaveBehind } = createHouse();
    await join(start(), 'ben');
    leaveBehind();
    const after = start();
    await after.rooms.restore();
    expect(media.asked).toEqual(['close room m1']);
    expect(after.rooms.get('m1')).toBeNull();
  });

  test('takes no note that is not its own', async () => {
    const { meetings, media, start, join, leaveBehind } = createHouse();
    const ben = await join(start(), 'ben');
    meetings.held = [ben.participantId];
    media.notes.set(ben.participantId, '{"sessionId":7}');
    leaveBehind();
    const after = start();
    await after.rooms.restore();
    expect(media.asked).toEqual(['close room m1']);
  });

  test('[S1] gives up after 30 s whom nobody resumed', async () => {
    const { meetings, media, start, join, leaveBehind } = createHouse();
    const ben = await join(start(), 'ben');
    meetings.held = [ben.participantId];
    leaveBehind();
    const after = start();
    await after.rooms.restore();
    after.clock.advance(LOST_GRACE_MS - 1);
    expect(after.rooms.seatedCount).toBe(1);
    after.clock.advance(1);
    expect(after.rooms.seatedCount).toBe(0);
    expect(media.asked).toEqual([`close peer ${ben.participantId}`]);
    expect(meetings.kept).toContain(`left ${ben.participantId}`);
  });
});

test('[S2] a path that works is left alone, another gets fresh parameters', async () => {
  const { start, join } = createHouse();
  const house = start();
  const ben = await join(house, 'ben');
  const resume = async (keepsPath: boolean) => {
    const entry = await house.rooms.resume(house.client(), { ...ben, keepsPath });
    return entry.finish().answer.media?.send.iceParameters.usernameFragment;
  };
  expect(await resume(true)).toBe('old');
  expect(await resume(false)).toBe('u');
});
