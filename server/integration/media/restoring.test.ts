import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NodeDriver } from '../../media/NodeDriver.ts';
import { MediaServer } from '../../media/MediaServer.ts';
import { eventually } from './eventually.ts';
import { LinkedNode, silentLog as log } from './LinkedNode.ts';
import { createOffer, createRtpParameters, MediaClient } from './MediaClient.ts';
import { record } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

const WIDE = { isVisible: true, widthPx: 1280, heightPx: 720 };

let watch: WorkerWatch;
let node: LinkedNode;
let before: MediaServer;
beforeEach(async () => {
  watch = new WorkerWatch();
  node = await LinkedNode.start({ workers: 1, basePort: 0, announcedAddress: '127.0.0.1', log });
  before = serve(node);
});
afterEach(async () => {
  await node.close();
  watch.close();
});

function serve(driver: NodeDriver): MediaServer {
  return new MediaServer({ node: driver, iceServers: () => [], log });
}

/** A server that does nothing any more, and the next one over the same node. */
async function restart() {
  const after = serve(node);
  return { after, rooms: await after.restore() };
}

async function meet(): Promise<{ ann: MediaClient; bob: MediaClient }> {
  const ann = await MediaClient.join(before, randomUUID());
  const bob = await MediaClient.join(before, ann.roomId);
  for (const { peerId } of [ann, bob]) before.notePeer(ann.roomId, peerId, `note of ${peerId}`);
  return { ann, bob };
}

it('[S4] the next server knows whose media flow, and goes on with them', async () => {
  const { ann, bob } = await meet();
  const mic = await ann.produce('mic');
  const camera = await ann.produce('camera');
  await eventually(() => bob.consumers.length).toBe(2);
  const consumers = bob.consumers;
  const [heard, seen] = ['mic', 'camera'].map((kind) => consumers.find((c) => c.source === kind));
  if (!heard || !seen) throw new Error('Bob consumes both');
  await before.resumeConsumers(ann.roomId, bob.peerId, [heard.id, seen.id]);
  await before.setViews(ann.roomId, bob.peerId, [{ consumerId: seen.id, ...WIDE }]);
  await before.setProducerPaused(ann.roomId, ann.peerId, mic.producerId, true);
  const ice = before.peerIce(ann.roomId, bob.peerId);

  const { after, rooms } = await restart();
  expect(rooms).toMatchObject([
    {
      roomId: ann.roomId,
      activeSpeakerId: null,
      peers: [
        {
          peerId: ann.peerId,
          note: `note of ${ann.peerId}`,
          sources: { isMicOn: false, isCameraOn: true, isSharing: false },
        },
        { peerId: bob.peerId, note: `note of ${bob.peerId}` },
      ],
    },
  ]);
  expect(after.peerIce(ann.roomId, bob.peerId)).toEqual(ice);
  expect(after.peerConsumers(ann.roomId, bob.peerId)).toEqual(
    before.peerConsumers(ann.roomId, bob.peerId),
  );
  expect(after.peerProducers(ann.roomId, ann.peerId)).toMatchObject([
    { producerId: mic.producerId, source: 'mic', isPaused: true },
    { producerId: camera.producerId, source: 'camera', isPaused: false },
  ]);
  expect(watch.consumer(seen.id)).toMatchObject({ paused: false, closed: false });

  // It commands what it has taken up as if it had opened it.
  const changes = record(after, 'sourcesChanged');
  await after.setProducerPaused(ann.roomId, ann.peerId, mic.producerId, false);
  expect(changes).toMatchObject([{ peerId: ann.peerId, isMicOn: true }]);
  expect(watch.consumer(heard.id).producerPaused).toBe(false);
  await after.setViews(ann.roomId, bob.peerId, [
    { consumerId: seen.id, ...WIDE, isVisible: false },
  ]);
  expect(watch.consumer(seen.id).paused).toBe(true);
  await after.setViews(ann.roomId, bob.peerId, [
    { consumerId: seen.id, isVisible: true, widthPx: 100, heightPx: 50 },
  ]);
  expect(watch.consumer(seen.id)).toMatchObject({
    paused: false,
    preferredLayers: { spatialLayer: 0 },
  });
  after.closePeer(ann.roomId, ann.peerId);
  after.closePeer(ann.roomId, bob.peerId);
  await eventually(() => watch.count()).toMatchObject({ routers: 0, transports: 0 });
});

it('who joins afterwards gets what was published before, and is heard by those of before', async () => {
  const { ann, bob } = await meet();
  const { producerId } = await ann.produce('mic');
  await eventually(() => bob.consumers.length).toBe(1);
  const { after } = await restart();
  const cid = await MediaClient.join(after, ann.roomId);
  expect(cid.consumers).toMatchObject([{ producerId }]);
  const added = record(after, 'consumersAdded');
  await cid.produce('mic');
  await eventually(() => added.map(({ peerId }) => peerId).sort()).toEqual(
    [ann.peerId, bob.peerId].sort(),
  );
});

it('a stream that had not reached everybody when the server went reaches them now', async () => {
  const { ann, bob } = await meet();
  await ann.produce('mic');
  await eventually(() => bob.consumers.length).toBe(1);
  // What the server before had asked the node for was its last word.
  const [room] = (await node.run('node:describe', {})).rooms;
  if (!room) throw new Error('the room is there');
  const produced = await node.run('producer:open', {
    roomId: room.roomId,
    transportId: ann.answer.sendTransport.id,
    source: 'screenAudio',
    isPaused: false,
    rtpParameters: createRtpParameters(before, 'screenAudio'),
  });
  const { after } = await restart();
  await eventually(() => after.peerConsumers(ann.roomId, bob.peerId)).toMatchObject([
    { source: 'mic' },
    { source: 'screenAudio', producerId: produced.producerId },
  ]);
});

it('what nobody had taken up is closed: a join that was under way, and a room without anybody', async () => {
  const { ann } = await meet();
  await before.openPeer(ann.roomId, randomUUID(), createOffer(before));
  await MediaClient.join(before, randomUUID());
  expect(await watch.count()).toMatchObject({ routers: 2, transports: 8 });
  const { rooms } = await restart();
  expect(rooms).toMatchObject([{ roomId: ann.roomId }]);
  await eventually(() => watch.count()).toMatchObject({ routers: 1, transports: 4 });
});

it('[M8] a worker that dies afterwards is an ordinary event', async () => {
  const { ann, bob } = await meet();
  const { after } = await restart();
  const resets = record(after, 'roomReset');
  process.kill(watch.worker.pid, 'SIGKILL');
  await eventually(() => resets).toEqual([{ roomId: ann.roomId }]);
  await after.openPeer(ann.roomId, bob.peerId, createOffer(after));
});
