import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCommands } from '../../../shared/contracts/mediaNode.ts';
import { MediaServer } from '../../media/MediaServer.ts';
import { eventually } from './eventually.ts';
import { LinkedNode, silentLog as log } from './LinkedNode.ts';
import { createOffer, MediaClient } from './MediaClient.ts';
import { next, useLink } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

describe('one meeting', () => {
  const watch = new WorkerWatch();
  let node: LinkedNode;
  let media: MediaServer;

  beforeAll(async () => {
    node = await LinkedNode.start({ workers: 1, basePort: 0, announcedAddress: '127.0.0.1', log });
    media = new MediaServer({ node, iceServers: () => [], log });
  });
  afterAll(async () => {
    await media.close();
    watch.close();
  });

  it('a whole meeting fits through the socket of a media node', async () => {
    expect(await media.restore()).toEqual([]);
    const ann = await MediaClient.join(media, randomUUID());
    const bob = new MediaClient(media, ann.roomId);
    const { rtpCapabilities, dtls } = createOffer(media);
    if (!dtls) throw new Error('the offer has fingerprints');
    const answer = await media.openPeer(ann.roomId, bob.peerId, { rtpCapabilities });
    await media.connectTransport(ann.roomId, bob.peerId, answer.recvTransport.id, dtls.recv);
    await media.restartIce(ann.roomId, ann.peerId);

    await ann.produce('mic');
    await ann.produce('screen');
    const { producerId } = await ann.produce('camera');
    await eventually(() => bob.consumers.length).toBe(3);
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
      views.map((view) => ({ ...view, widthPx: 1280, heightPx: 720 })),
    );
    await media.setViews(
      ann.roomId,
      bob.peerId,
      views.map((view) => ({ ...view, isVisible: false })),
    );
    await media.setProducerPaused(ann.roomId, ann.peerId, producerId, true);
    await media.setProducerPaused(ann.roomId, ann.peerId, producerId, false);
    await media.closeProducer(ann.roomId, ann.peerId, producerId);
    expect(bob.consumers).toMatchObject([
      { source: 'mic', participantId: ann.peerId },
      { source: 'screen' },
    ]);

    for (const { peerId } of [ann, bob]) media.notePeer(ann.roomId, peerId, 'noted');
    const nextServer = new MediaServer({ node, iceServers: () => [], log });
    const { peers } = (await nextServer.restore())[0] ?? { peers: [] };
    expect(peers.map(({ peerId }) => peerId)).toEqual([ann.peerId, bob.peerId]);

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
});

// Whatever holds of a node in this process holds of one behind a socket.
useLink();
describe('families over the link', async () => {
  await import('./families.test.ts');
});
describe('forwarding over the link', async () => {
  await import('./forwarding.test.ts');
});
describe('hostile over the link', async () => {
  await import('./hostile.test.ts');
});
describe('leaks over the link', async () => {
  await import('./leaks.test.ts');
});
describe('losses over the link', async () => {
  await import('./losses.test.ts');
});
describe('races over the link', async () => {
  await import('./races.test.ts');
});
describe('workers over the link', async () => {
  await import('./workers.test.ts');
});
