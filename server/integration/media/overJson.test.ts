import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { nodeCommands } from '../../../shared/contracts/mediaNode.ts';
import { MediaNode } from '../../../shared/media-node/index.ts';
import { MediaServer } from '../../media/MediaServer.ts';
import { eventually } from './eventually.ts';
import { JsonNode } from './JsonNode.ts';
import { createOffer, MediaClient } from './MediaClient.ts';
import { next } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const watch = new WorkerWatch();
let node: JsonNode;
let media: MediaServer;

beforeAll(async () => {
  const options = { workers: 1, basePort: 0, announcedAddress: '127.0.0.1', log };
  node = new JsonNode(await MediaNode.create(options));
  media = new MediaServer({ node, iceServers: () => [], log });
});
afterAll(async () => {
  await media.close();
  watch.close();
});

it('a whole meeting fits through the contract of the media node, as over a socket', async () => {
  const ann = await MediaClient.join(media, randomUUID());
  const bob = new MediaClient(media, ann.roomId);
  const { rtpCapabilities, dtls } = createOffer(media);
  if (!dtls) throw new Error('the offer has fingerprints');
  const answer = await media.openPeer(ann.roomId, bob.peerId, { rtpCapabilities });
  await media.connectTransport(ann.roomId, bob.peerId, answer.recvTransport.id, dtls.recv);
  await media.restartIce(ann.roomId, ann.peerId);

  await ann.produce('mic');
  const { producerId } = await ann.produce('camera');
  await eventually(() => bob.consumers.length).toBe(2);
  const consumerIds = bob.consumers.map(({ id }) => id);
  await media.resumeConsumers(ann.roomId, bob.peerId, consumerIds);
  await media.resumeConsumers(ann.roomId, bob.peerId, consumerIds);
  const views = consumerIds.map((consumerId) => ({
    consumerId,
    isVisible: true,
    widthPx: 100,
    heightPx: 50,
  }));
  await media.setViews(ann.roomId, bob.peerId, views);
  await media.setViews(
    ann.roomId,
    bob.peerId,
    views.map((view) => ({ ...view, isVisible: false })),
  );
  await media.setProducerPaused(ann.roomId, ann.peerId, producerId, true);
  await media.setProducerPaused(ann.roomId, ann.peerId, producerId, false);
  await media.closeProducer(ann.roomId, ann.peerId, producerId);
  expect(bob.consumers).toMatchObject([{ source: 'mic', participantId: ann.peerId }]);

  const reset = next(media, 'roomReset');
  process.kill(watch.worker.pid, 'SIGKILL');
  expect(await reset).toEqual({ roomId: ann.roomId });
  await Promise.all([ann.open(), bob.open()]);
  ann.leave();
  bob.leave();
  await eventually(() => watch.count()).toMatchObject({ routers: 0, transports: 0 });

  // Every command there is has a use.
  const unused = Object.keys(nodeCommands).filter((command) => !node.seen.has(command));
  expect(unused).toEqual([]);
});
