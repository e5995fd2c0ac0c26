import { expect, test } from 'vitest';
import { FakeClock } from './fakeClock.ts';
import { EMPTY_ANSWER, FakeChat, FakeLines, FakeMedia, FakeMeetings } from './fakePorts.ts';
import type { MediaEvents } from '../media/index.ts';
import { routeMediaEvents } from './mediaEvents.ts';
import { Rooms } from './Rooms.ts';

type Listeners = { [N in keyof MediaEvents]?: (event: MediaEvents[N]) => void };

async function createHouse() {
  const lines = new FakeLines();
  const media = new FakeMedia();
  const rooms = new Rooms({
    clock: new FakeClock(),
    meetings: new FakeMeetings(),
    media,
    chat: new FakeChat(),
    broadcast: lines.broadcast,
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });
  const listeners: Listeners = {};
  const on = <N extends keyof MediaEvents>(name: N, listener: (event: MediaEvents[N]) => void) => {
    // One listener per name is all that the routing registers.
    Object.assign(listeners, { [name]: listener });
  };
  routeMediaEvents({ on }, rooms);
  const connection = lines.connect();
  const client = { connection, user: null, address: '::1' };
  const entry = await rooms.join(client, { code: 'abc-defg-hjk', displayName: 'ben' });
  return { media, listeners, connection, session: entry.finish().session };
}

const of = { roomId: 'm1', peerId: 'p-ben' };

test('[M2] consumers that come and go while media opens are told by its answer only', async () => {
  const { media, listeners, connection, session } = await createHouse();
  media.openPeer = () => Promise.resolve(EMPTY_ANSWER);
  const finish = await session.openMedia({ rtpCapabilities: {} });
  listeners.consumersClosed?.({ ...of, consumerIds: ['a'] });
  expect(connection.last('media:consumersClosed')).toBeUndefined();
  finish();
  listeners.consumersClosed?.({ ...of, consumerIds: ['b'] });
  expect(connection.last('media:consumersClosed')).toEqual({ consumerIds: ['b'] });
});

test('a media:open that fails lets events through again', async () => {
  const { listeners, connection, session } = await createHouse();
  await expect(session.openMedia({ rtpCapabilities: {} })).rejects.toThrow();
  listeners.consumersClosed?.({ ...of, consumerIds: ['b'] });
  expect(connection.last('media:consumersClosed')).toEqual({ consumerIds: ['b'] });
});

test('[O3] what is on follows from the producers, and only changes are told', async () => {
  const { listeners, connection } = await createHouse();
  listeners.sourcesChanged?.({ ...of, isMicOn: true, isCameraOn: false, isSharing: false });
  listeners.sourcesChanged?.({ ...of, isMicOn: true, isCameraOn: false, isSharing: false });
  const told = connection.sent.filter(({ name }) => name === 'meeting:rosterChanged');
  expect(told).toHaveLength(1);
  expect(told[0]?.payload).toMatchObject({ changed: [{ id: 'p-ben', isMicOn: true }] });
});

test('[M8] a lost room is told to everybody in it', async () => {
  const { listeners, connection } = await createHouse();
  listeners.roomReset?.({ roomId: 'm1' });
  expect(connection.last('media:reset')).toEqual({});
});

test('[M8] one whose stream came too late is told to open media again', async () => {
  const { listeners, connection } = await createHouse();
  listeners.peerReset?.(of);
  expect(connection.last('media:reset')).toEqual({});
});

test('[M12] a publisher hears which layers are wanted, [M11] a viewer why a video does not come', async () => {
  const { listeners, connection } = await createHouse();
  listeners.layersWanted?.({ ...of, producerId: 'p', maxSpatialLayer: null });
  expect(connection.last('media:layersWanted')).toEqual({ producerId: 'p', maxSpatialLayer: null });
  listeners.consumerHeld?.({ ...of, consumerId: 'c', reason: 'connection' });
  expect(connection.last('media:consumerHeld')).toEqual({ consumerId: 'c', reason: 'connection' });
});
