import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort } from '../../../shared/net/freePort.ts';
import type { Media, MediaOptions } from '../../media/index.ts';
import { eventually } from './eventually.ts';
import { createOffer, MediaClient } from './MediaClient.ts';
import { next, record, startMedia } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

let watch: WorkerWatch;
const running: Media[] = [];

async function start(options: Partial<MediaOptions> = {}): Promise<Media> {
  const media = await startMedia(options);
  running.push(media);
  return media;
}

beforeEach(() => {
  watch = new WorkerWatch();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((media) => media.close()));
  watch.close();
});

const portOf = ({ answer }: MediaClient) => answer.sendTransport.iceCandidates[0]?.port;

it('[M8] a killed worker is replaced on the same port, and its rooms are told to open again', async () => {
  const media = await start();
  const ann = await MediaClient.join(media, randomUUID());
  const bob = await MediaClient.join(media, ann.roomId);
  const cid = await MediaClient.join(media, randomUUID());
  await ann.produce('mic');
  await eventually(() => bob.consumers.length).toBe(1);
  const port = portOf(ann);
  const resets = record(media, 'roomReset');
  const sources = record(media, 'sourcesChanged');

  process.kill(watch.worker.pid, 'SIGKILL');
  await eventually(() => resets.length).toBe(2);

  expect(resets.map(({ roomId }) => roomId).sort()).toEqual([ann.roomId, cid.roomId].sort());
  expect(sources).toEqual([
    { roomId: ann.roomId, peerId: ann.peerId, isMicOn: false, isCameraOn: false, isSharing: false },
  ]);
  expect(bob.consumers).toEqual([]);
  await expect(ann.produce('mic')).rejects.toMatchObject({ code: 'media_rejected' });

  await Promise.all([ann, bob, cid].map((client) => client.open()));
  const { producerId } = await ann.produce('mic');
  await eventually(() => bob.consumers).toMatchObject([{ producerId }]);
  expect([ann, bob, cid].map(portOf)).toEqual([port, port, port]);
  expect(resets).toHaveLength(2);
});

it('[M8] while no worker is up a peer is refused, and its room is told when one is', async () => {
  const media = await start();
  expect(media.health()).toBe('up');
  const roomId = randomUUID();
  const died = once(watch.worker, 'died');
  process.kill(watch.worker.pid, 'SIGKILL');
  await died;

  // It is back within a few milliseconds, and over a link both are heard of a little later.
  while (media.health() === 'up') await setImmediate();
  const reset = next(media, 'roomReset');
  await expect(media.openPeer(roomId, randomUUID(), createOffer(media))).rejects.toMatchObject({
    code: 'media_unavailable',
  });
  expect(await reset).toEqual({ roomId });
  expect(media.health()).toBe('up');
  await MediaClient.join(media, roomId);
});

it('[M8] whoever is opened while the worker dies gets onto another', async () => {
  const media = await start({ workers: 2 });
  const first = await MediaClient.join(media, randomUUID());
  const worker = watch.workerOf(first.answer);
  const resets = record(media, 'roomReset');
  const opening = Promise.all(
    Array.from({ length: 20 }, () => MediaClient.join(media, first.roomId)),
  );
  process.kill(worker.pid, 'SIGKILL');
  const clients = await opening;
  expect(worker.died).toBe(true);
  expect(new Set(clients.map(portOf))).not.toContain(portOf(first));
  expect(resets).toEqual([{ roomId: first.roomId }]);
});

it('[M8] a port that another program takes meanwhile is tried until it is free again', async () => {
  const errors: string[] = [];
  const log = { info: () => undefined, warn: () => undefined };
  const media = await start({
    log: { ...log, error: (_fields, message) => errors.push(message) },
  });
  const ann = await MediaClient.join(media, randomUUID());
  const squatter = createSocket('udp4');
  const died = once(watch.worker, 'died');
  process.kill(watch.worker.pid, 'SIGKILL');
  await died;
  squatter.bind(portOf(ann));
  await once(squatter, 'listening');

  await eventually(() => errors.filter((m) => m.includes('trying again')).length).toBeGreaterThan(
    2,
  );
  // It is back within a few milliseconds, and over a link both are heard of a little later.
  while (media.health() === 'up') await setImmediate();
  const reset = next(media, 'roomReset');
  squatter.close();
  expect(await reset).toEqual({ roomId: ann.roomId });
  const port = portOf(ann);
  await ann.open();
  expect(portOf(ann)).toBe(port);
});

it('rooms go to the worker that carries least', async () => {
  const media = await start({ workers: 2 });
  const busy = await MediaClient.join(media, randomUUID());
  const others = await Promise.all(
    Array.from({ length: 5 }, () => MediaClient.join(media, busy.roomId)),
  );
  await Promise.all(others.map((client) => client.produce('camera')));
  const elsewhere = await MediaClient.join(media, randomUUID());
  expect(portOf(elsewhere)).not.toBe(portOf(busy));
  // One room there against a busy one here: the next goes there too.
  const next = await MediaClient.join(media, randomUUID());
  expect(portOf(next)).toBe(portOf(elsewhere));
});

it('names the port that is in use and the variable that changes it', async () => {
  const other = createSocket('udp4').bind(await freePort('0.0.0.0'));
  await once(other, 'listening');
  const { port } = other.address();
  const starting = startMedia({ basePort: port });
  await expect(starting).rejects.toMatchObject({
    code: 'media_unavailable',
    message: expect.stringMatching(new RegExp(`Port ${port} .*PARLEY_MEDIA_PORT`)) as unknown,
  });
  other.close();
  // What had started was ended: the port serves now.
  const media = await start({ basePort: port });
  expect(portOf(await MediaClient.join(media, randomUUID()))).toBe(port);
});

it('leaves nothing in the worker after 200 joins and leaves', async () => {
  const media = await start();
  const roomId = randomUUID();
  const before = await watch.countHandlers();
  for (let round = 0; round < 20; round++) {
    const clients = await Promise.all(
      Array.from({ length: 10 }, () => MediaClient.join(media, roomId)),
    );
    await Promise.all(clients.map((client, index) => client.produce(index % 2 ? 'mic' : 'camera')));
    for (const client of clients) client.leave();
  }
  await eventually(() => watch.count()).toEqual({
    routers: 0,
    transports: 0,
    producers: 0,
    consumers: 0,
  });
  expect(await watch.countHandlers()).toBe(before);
});

it('close ends the worker processes', async () => {
  const media = await start({ workers: 2 });
  const pids = watch.workers.map(({ pid }) => pid);
  expect(pids).toHaveLength(2);
  await media.close();
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect(media.health()).toBe('down');
});
