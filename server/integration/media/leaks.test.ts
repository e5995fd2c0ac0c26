import { randomUUID } from 'node:crypto';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Media } from '../../media/index.ts';
import { eventually } from './eventually.ts';
import { MediaClient } from './MediaClient.ts';
import { startMedia } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

let watch: WorkerWatch;
let media: Media;

beforeEach(async () => {
  watch = new WorkerWatch();
  media = await startMedia();
});
afterEach(async () => {
  await media.close();
  watch.close();
});

const refuse = () => Promise.reject(new Error('refused by the test'));

it('a room whose speakers cannot be watched is refused and leaves no router', async () => {
  watch.worker.observer.once('newrouter', (router: types.Router) => {
    vi.spyOn(router, 'createAudioLevelObserver').mockImplementationOnce(refuse);
  });
  const roomId = randomUUID();
  await expect(MediaClient.join(media, roomId)).rejects.toMatchObject({ code: 'media_rejected' });
  await eventually(() => watch.count()).toMatchObject({ routers: 0 });
  await MediaClient.join(media, roomId);
});

it('a microphone that cannot be listened to is refused and leaves no producer', async () => {
  watch.worker.observer.once('newrouter', (router: types.Router) => {
    router.observer.on('newrtpobserver', (rtpObserver) => {
      vi.spyOn(rtpObserver, 'addProducer').mockImplementationOnce(refuse);
    });
  });
  const ann = await MediaClient.join(media, randomUUID());
  await expect(ann.produce('mic')).rejects.toMatchObject({ code: 'media_rejected' });
  expect(watch.openProducers(ann.answer)).toEqual([]);
  await eventually(() => watch.count()).toMatchObject({ routers: 1, producers: 0 });
  await ann.produce('mic');
});

it('a consumer that is made while its viewer leaves is closed, and not listened for any more', async () => {
  const ann = await MediaClient.join(media, randomUUID());
  const bob = await MediaClient.join(media, ann.roomId);
  await ann.produce('camera');
  // The link to him is on its way now.
  bob.leave();
  await eventually(() => watch.madeConsumers).toEqual({ all: 1, open: 0 });
  await eventually(() => watch.count()).toMatchObject({ consumers: 0, transports: 2 });
});

it('a producer that is made while its owner leaves is closed, and not listened for any more', async () => {
  const ann = await MediaClient.join(media, randomUUID());
  const bob = await MediaClient.join(media, ann.roomId);
  const producing = bob.produce('camera');
  bob.leave();
  await expect(producing).rejects.toMatchObject({ code: 'media_rejected' });
  expect(watch.openProducers(bob.answer)).toEqual([]);
  await eventually(() => watch.count()).toMatchObject({ producers: 0, transports: 2 });
});

it('a room closes itself with its last peer, opened or not, and opens again with the next', async () => {
  const ann = await MediaClient.join(media, randomUUID());
  const bob = await MediaClient.join(media, ann.roomId);
  const late = new MediaClient(media, ann.roomId);
  ann.leave();
  const opening = late.open();
  bob.leave();
  late.leave();
  await expect(opening).rejects.toMatchObject({ code: 'media_rejected' });
  await eventually(() => watch.count()).toEqual({
    routers: 0,
    transports: 0,
    producers: 0,
    consumers: 0,
  });
  await ann.open();
  expect(await watch.count()).toMatchObject({ routers: 1, transports: 2 });
  ann.leave();
  await eventually(() => watch.count()).toMatchObject({ routers: 0 });
});
