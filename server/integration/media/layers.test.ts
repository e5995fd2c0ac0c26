import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Media } from '../../media/index.ts';
import { eventually } from './eventually.ts';
import { MediaClient } from './MediaClient.ts';
import { next, record, startMedia } from './startMedia.ts';

let media: Media;
let roomId: string;

beforeAll(async () => {
  media = await startMedia();
});
afterAll(async () => {
  await media.close();
});
beforeEach(() => {
  roomId = randomUUID();
});
afterEach(() => {
  media.closeRoom(roomId);
});

function show(client: MediaClient, widthPx: number): Promise<void> {
  const views = client.consumers.map(({ id: consumerId }) => ({
    consumerId,
    isVisible: widthPx > 0,
    widthPx,
    heightPx: (widthPx * 9) / 16,
  }));
  return media.setViews(roomId, client.peerId, views);
}

it('[M12] a publisher is told that nobody watches, and at once when somebody comes', async () => {
  const ann = await MediaClient.join(media, roomId);
  const nobody = next(media, 'layersWanted');
  const { producerId } = await ann.produce('camera');
  const of = { roomId, peerId: ann.peerId, producerId };
  expect(await nobody).toEqual({ ...of, maxSpatialLayer: null });

  const told = record(media, 'layersWanted');
  const bob = await MediaClient.join(media, roomId);
  // Told before the answer of the join, so that the picture is on its way when ICE and DTLS are done.
  expect(told).toEqual([{ ...of, maxSpatialLayer: 0 }]);
  await show(bob, 1280);
  expect(told.at(-1)).toEqual({ ...of, maxSpatialLayer: 2 });
});

it('[M12] nothing is told of sound, and of a screen that its best layer is watched, or none', async () => {
  const ann = await MediaClient.join(media, roomId);
  await ann.produce('mic');
  const told = record(media, 'layersWanted');
  const { producerId } = await ann.produce('screen');
  await eventually(() => told.map((each) => [each.producerId, each.maxSpatialLayer])).toEqual([
    [producerId, null],
  ]);
  const bob = await MediaClient.join(media, roomId);
  await show(bob, 320);
  expect(told.at(-1)).toMatchObject({ producerId, maxSpatialLayer: 1 });
});

it('[M12] whoever resumes is told again which layers are wanted', async () => {
  const ann = await MediaClient.join(media, roomId);
  const nobody = next(media, 'layersWanted');
  const { producerId } = await ann.produce('camera');
  await ann.produce('mic');
  await nobody;
  const own = () => media.peerProducers(roomId, ann.peerId);
  expect(own()).toMatchObject([{ producerId, maxSpatialLayer: null }, { source: 'mic' }]);
  expect(own()[1]).not.toHaveProperty('maxSpatialLayer');
  await MediaClient.join(media, roomId);
  expect(own()[0]).toMatchObject({ maxSpatialLayer: 0 });
});

it('[M11] viewers are told why a sender does not send, and whoever comes later knows it', async () => {
  const ann = await MediaClient.join(media, roomId);
  const bob = await MediaClient.join(media, roomId);
  const { producerId } = await ann.produce('camera');
  await eventually(() => bob.consumers.length).toBe(1);
  const told = record(media, 'consumerHeld');
  const [consumer] = bob.consumers;
  const of = { roomId, peerId: bob.peerId, consumerId: consumer?.id };

  const hold = (reason: 'connection' | 'computer' | null) =>
    media.setProducerHeld(roomId, ann.peerId, producerId, reason);
  await hold('computer');
  await hold('computer');
  await hold('connection');
  expect(told).toEqual([
    { ...of, reason: 'senderComputer' },
    { ...of, reason: 'senderConnection' },
  ]);
  const cleo = await MediaClient.join(media, roomId);
  expect(cleo.answer.consumers).toMatchObject([{ heldBecause: 'senderConnection' }]);
  await hold(null);
  expect(told.slice(2).map(({ reason }) => reason)).toEqual([null, null]);
  expect(bob.consumers).toMatchObject([{ heldBecause: null }]);
});

it('[M11] nobody holds what another sends', async () => {
  const ann = await MediaClient.join(media, roomId);
  const bob = await MediaClient.join(media, roomId);
  const { producerId } = await ann.produce('camera');
  const asked = media.setProducerHeld(roomId, bob.peerId, producerId, 'connection');
  await expect(asked).rejects.toMatchObject({ code: 'media_rejected' });
});
