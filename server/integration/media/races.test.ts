import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { MediaSource } from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Media } from '../../media/index.ts';
import { eventually } from './eventually.ts';
import { Ledger } from './Ledger.ts';
import { MediaClient } from './MediaClient.ts';
import { seeded } from './seeded.ts';
import { startMedia } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

const SOURCES: MediaSource[] = ['mic', 'camera', 'screen', 'screenAudio'];

const watch = new WorkerWatch();
let media: Media;
let roomId: string;

beforeAll(async () => {
  media = await startMedia();
});
afterAll(async () => {
  await media.close();
  watch.close();
});
beforeEach(() => {
  roomId = randomUUID();
});
afterEach(() => {
  media.closeRoom(roomId);
});

it('who produces while others join is consumed by each of them exactly once', async () => {
  const ann = await MediaClient.join(media, roomId);
  const bobs = Array.from({ length: 20 }, () => new MediaClient(media, roomId));
  const producing = SOURCES.map((source) => ann.produce(source));
  await Promise.all(bobs.map((bob) => bob.open()));
  const producerIds = (await Promise.all(producing)).map(({ producerId }) => producerId).sort();
  for (const bob of bobs) {
    await eventually(() => bob.consumers.map(({ producerId }) => producerId).sort()).toEqual(
      producerIds,
    );
  }
  expect(await watch.count()).toMatchObject({ producers: 4, consumers: 80, transports: 42 });
});

it.each([1, 2, 3, 4])(
  'after a storm of joins, leaves and streams everybody knows what the worker forwards (seed %i)',
  async (seed) => {
    const ledger = new Ledger(media);
    const clients = Array.from({ length: 6 }, () => new MediaClient(media, roomId));
    const open = await storm(clients, ledger, seeded(seed));

    const differing = (client: MediaClient): string[] => {
      const gets = client.consumers.map(({ producerId }) => producerId);
      const should = open
        .filter((other) => other !== client)
        .flatMap((other) => watch.openProducers(other.answer));
      return [
        ...gets.filter((id) => !should.includes(id)),
        ...should.filter((id) => !gets.includes(id)),
      ];
    };
    for (const client of open) {
      // Both are read anew: an end is still on its way to the node when whoever asked for it is answered.
      await eventually(() => differing(client)).toEqual([]);
      expect(ledger.of(client.peerId)).toEqual(client.consumers.map(({ id }) => id).sort());
    }
    const known = () => ({
      transports: 2 * open.length,
      producers: open.flatMap((client) => watch.openProducers(client.answer)).length,
      consumers: open.flatMap((client) => client.consumers).length,
    });
    await eventually(async () => {
      const { transports, producers, consumers } = await watch.count();
      return isDeepStrictEqual({ transports, producers, consumers }, known());
    }).toBe(true);
    expect(known().producers).toBeGreaterThan(0);
  },
);

/** @returns those whose media is open at the end */
async function storm(
  clients: MediaClient[],
  ledger: Ledger,
  random: () => number,
): Promise<MediaClient[]> {
  const open = new Set<MediaClient>();
  const enter = async (client: MediaClient) => {
    ledger.handleRequest(client.peerId);
    try {
      const { consumers } = await client.open();
      ledger.handleAnswer(
        client.peerId,
        consumers.map(({ id }) => id),
      );
      open.add(client);
    } catch (error) {
      ledger.handleRefusal(client.peerId);
      throw error;
    }
  };
  const act = async (client: MediaClient) => {
    const choice = random();
    const source = SOURCES[Math.floor(random() * SOURCES.length)] ?? 'mic';
    if (!open.has(client) || choice < 0.08) return enter(client);
    if (choice < 0.66) return void (await client.produce(source, random() < 0.3));
    if (choice < 0.92) return media.closeSource(roomId, client.peerId, source);
    open.delete(client);
    client.leave();
  };
  for (let round = 0; round < 60; round++) {
    // Each client does one or two things at a time, all clients at once.
    const acts = clients.flatMap((client) => {
      const first = act(client);
      return random() < 0.5
        ? [first, first.catch(() => undefined).then(() => act(client))]
        : [first];
    });
    for (const result of await Promise.allSettled(acts)) {
      // What overtook another is refused; nothing else may go wrong.
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(AppError);
    }
  }
  return [...open];
}
