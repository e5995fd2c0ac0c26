import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MediaSource, RtpParameters } from '../../../shared/contracts/index.ts';
import { mediaOffer, requests, rtpParameters } from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Media } from '../../media/index.ts';
import { eventually } from './eventually.ts';
import { createOffer, createRtpParameters, MediaClient } from './MediaClient.ts';
import { seeded } from './seeded.ts';
import { startMedia } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

const watch = new WorkerWatch();
let media: Media;
let pid: number;

beforeAll(async () => {
  media = await startMedia();
  ({ pid } = watch.worker);
});
afterAll(async () => {
  await media.close();
  watch.close();
});

/** What a value of each kind can be turned into; the door lets through what still fits the schema. */
const STRANGE: unknown[] = [
  0,
  -1,
  1,
  127,
  0xffffffff,
  2 ** 53,
  1e300,
  0.5,
  '',
  'x'.repeat(256),
  '\u0000',
  '💥',
  '%s%n',
  'audio/opus',
  'video/rtx',
  'video/H264',
  'video/AV1',
  'L9T9',
  'S3T3',
  true,
  false,
  null,
  [],
  {},
];

function mutate(value: unknown, random: () => number): unknown {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)];
  if (Array.isArray(value)) {
    const items: unknown[] = value;
    const choice = random();
    if (choice < 0.1) return [];
    if (choice < 0.2) return [...items, ...items];
    if (choice < 0.3) return items.toReversed();
    const at = Math.floor(random() * items.length);
    return items.map((item, index) => (index === at ? mutate(item, random) : item));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    const key = pick(entries.map(([name]) => name));
    if (random() < 0.1) return Object.fromEntries(entries.filter(([name]) => name !== key));
    return Object.fromEntries(
      entries.map(([name, item]) => [name, name === key ? mutate(item, random) : item]),
    );
  }
  return pick(STRANGE);
}

it('no RTP parameters that pass the door harm the worker, and a good stream is taken after them', async () => {
  const random = seeded(7);
  const client = await MediaClient.join(media, randomUUID());
  const viewer = await MediaClient.join(media, client.roomId);
  const sources: MediaSource[] = ['mic', 'camera', 'screen', 'screenAudio'];
  let sent = 0;
  let taken = 0;
  for (let round = 0; round < 1500; round++) {
    const source = sources[round % 4] ?? 'mic';
    let strange: unknown = createRtpParameters(media, source);
    for (let times = Math.ceil(random() * 3); times > 0; times--) strange = mutate(strange, random);
    const parsed = rtpParameters.safeParse(strange);
    if (!parsed.success) continue;
    sent += 1;
    taken += await produceOrRefuse(client, source, parsed.data);
    if (round % 100 === 0) await resumeAll(viewer);
  }
  // Enough of them got past the door to mean something.
  expect(sent).toBeGreaterThan(300);
  expect(taken).toBeGreaterThan(30);
  expect(watch.worker.pid).toBe(pid);

  for (const source of sources) await client.produce(source);
  await eventually(() => viewer.consumers.map(({ source }) => source).sort()).toEqual(
    [...sources].sort(),
  );
  await resumeAll(viewer);
}, 60_000);

it('no offer that passes the door harms the worker', async () => {
  const random = seeded(8);
  const roomId = randomUUID();
  const ann = await MediaClient.join(media, roomId);
  await Promise.all([ann.produce('mic'), ann.produce('camera')]);
  let sent = 0;
  for (let round = 0; round < 800; round++) {
    const parsed = mediaOffer.safeParse(mutate(mutate(createOffer(media), random), random));
    if (!parsed.success) continue;
    sent += 1;
    const peerId = randomUUID();
    await media.openPeer(roomId, peerId, parsed.data).catch(expectAppError);
    media.closePeer(roomId, peerId);
  }
  expect(sent).toBeGreaterThan(100);
  expect(watch.worker.pid).toBe(pid);
  const bob = await MediaClient.join(media, roomId);
  expect(bob.answer.consumers).toHaveLength(2);
  await eventually(() => watch.count()).toMatchObject({ transports: 8 });
  media.closeRoom(roomId);
}, 60_000);

it('a flood of requests is cut off, and what was begun is finished', async () => {
  const client = await MediaClient.join(media, randomUUID());
  const flood = Array.from({ length: 500 }, () => client.produce('screen'));
  const results = await Promise.allSettled(flood);
  const refused = results.flatMap((r) => (r.status === 'rejected' ? [r.reason as unknown] : []));
  expect(refused.length).toBeGreaterThan(400);
  for (const reason of refused) expect(reason).toMatchObject({ code: 'rate_limited' });
  await client.produce('screen');
  const { answer } = client;
  await eventually(() => watch.openProducers(answer)).toHaveLength(1);
});

it('[A2] a flood of the target does not keep the host from muting it and ending its share', async () => {
  const client = await MediaClient.join(media, randomUUID());
  const { roomId, peerId } = client;
  await Promise.all([client.produce('mic'), client.produce('screen')]);
  const flood = Array.from({ length: 200 }, () => client.produce('camera'));
  const muting = media.pauseSource(roomId, peerId, 'mic');
  const ending = media.closeSource(roomId, peerId, 'screen');
  const results = await Promise.allSettled(flood);
  // The target's own backlog was full.
  expect(results.at(-1)).toMatchObject({ reason: { code: 'rate_limited' } });
  await Promise.all([muting, ending]);
  const now = media.peerProducers(roomId, peerId);
  expect(now.map(({ source, isPaused }) => ({ source, isPaused }))).toEqual([
    { source: 'mic', isPaused: true },
    { source: 'camera', isPaused: false },
  ]);
});

it('ids of nobody are media_rejected, and never an internal error', async () => {
  const client = await MediaClient.join(media, randomUUID());
  const { roomId, peerId } = client;
  const { dtls } = createOffer(media);
  if (!dtls) throw new Error('the offer has fingerprints');
  const other = await MediaClient.join(media, randomUUID());
  const theirs = other.answer.sendTransport.id;
  const attempts = [
    () => media.connectTransport(roomId, peerId, theirs, dtls.send),
    () => media.connectTransport(roomId, peerId, '__proto__', dtls.send),
    () => media.setProducerPaused(roomId, peerId, '__proto__', true),
    () => media.closeProducer(roomId, peerId, theirs),
    () => media.restartIce(roomId, 'nobody'),
    () => media.restartIce('nowhere', peerId),
    () => media.setViews('nowhere', peerId, []),
    () => media.resumeConsumers(roomId, 'nobody', ['x']),
  ];
  for (const attempt of attempts) {
    await expect(attempt()).rejects.toMatchObject({ code: 'media_rejected' });
  }
});

it('the largest views and resumes that pass the door are taken', async () => {
  const client = await MediaClient.join(media, randomUUID());
  const view = { consumerId: 'x', isVisible: true, widthPx: 16_384, heightPx: 16_384 };
  const { views } = requests['media:setViews'].input.parse({ views: Array(4000).fill(view) });
  await media.setViews(client.roomId, client.peerId, views);
  const { consumerIds } = requests['media:resumeConsumers'].input.parse({
    consumerIds: Array(4000).fill('x'),
  });
  await media.resumeConsumers(client.roomId, client.peerId, consumerIds);
  expect(client.consumers).toEqual([]);
});

async function produceOrRefuse(
  { roomId, peerId, answer }: MediaClient,
  source: MediaSource,
  parameters: RtpParameters,
): Promise<number> {
  const transportId = answer.sendTransport.id;
  const input = { transportId, source, rtpParameters: parameters, isPaused: false };
  return media.produce(roomId, peerId, input).then(() => 1, expectAppError);
}

function resumeAll({ roomId, peerId, consumers }: MediaClient): Promise<void> {
  return media.resumeConsumers(
    roomId,
    peerId,
    consumers.map(({ id }) => id),
  );
}

function expectAppError(error: unknown): number {
  expect(error).toBeInstanceOf(AppError);
  return 0;
}
