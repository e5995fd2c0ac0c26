import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Media } from '../../media/index.ts';
import { eventually } from './eventually.ts';
import { createOffer, createRtpParameters, MediaClient } from './MediaClient.ts';
import { next, record, startMedia } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

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

describe('opening', () => {
  it('[M1] answers with two transports on one port, connected, and all that others produce', async () => {
    const ann = await MediaClient.join(media, roomId);
    const { producerId } = await ann.produce('mic');
    const bob = await MediaClient.join(media, roomId);

    const { answer } = bob;
    expect(answer.isDtlsConnected).toBe(true);
    expect(answer.iceServers).toEqual([{ urls: 'stun:stun.example.org' }]);
    expect(answer.routerRtpCapabilities).toEqual(media.routerRtpCapabilities);
    const candidates = [answer.sendTransport, answer.recvTransport].flatMap((t) => t.iceCandidates);
    expect(candidates.map(({ protocol }) => protocol)).toEqual(['udp', 'tcp', 'udp', 'tcp']);
    expect(new Set(candidates.map(({ port }) => port)).size).toBe(1);
    expect(answer.consumers).toMatchObject([
      { producerId, participantId: ann.peerId, source: 'mic', kind: 'audio' },
    ]);
  });

  it('[M1] leaves DTLS to media:connectTransport where the offer has no fingerprints', async () => {
    const { rtpCapabilities, dtls } = createOffer(media);
    const peerId = randomUUID();
    const answer = await media.openPeer(roomId, peerId, { rtpCapabilities });
    expect(answer.isDtlsConnected).toBe(false);
    if (!dtls) throw new Error('the offer has fingerprints');

    const { id } = answer.sendTransport;
    await media.connectTransport(roomId, peerId, id, dtls.send);
    await expect(media.connectTransport(roomId, peerId, id, dtls.send)).rejects.toMatchObject({
      code: 'media_rejected',
    });
  });

  it('[M1] offers VP8 before VP9 before H264, and no extension that clients do not know', () => {
    const { codecs = [], headerExtensions = [] } = media.routerRtpCapabilities;
    const mimeTypes = codecs
      .map(({ mimeType }) => mimeType)
      .filter((name) => !name.endsWith('rtx'));
    expect(mimeTypes).toEqual(['audio/opus', 'video/VP8', 'video/VP9', 'video/H264']);
    expect(codecs[0]?.parameters).toMatchObject({ useinbandfec: 1, usedtx: 1, minptime: 10 });
    expect(headerExtensions.map(({ uri }) => uri)).not.toContain(
      'urn:ietf:params:rtp-hdrext:toffset',
    );
  });

  it('[M2] opening again closes what the session had before', async () => {
    const ann = await MediaClient.join(media, roomId);
    const bob = await MediaClient.join(media, roomId);
    await ann.produce('camera');
    await eventually(() => bob.consumers.length).toBe(1);
    const closed = record(media, 'consumersClosed');
    const sources = record(media, 'sourcesChanged');
    const [consumer] = bob.consumers;

    const oldTransport = ann.answer.sendTransport.id;
    await ann.open();

    expect(closed).toEqual([{ roomId, peerId: bob.peerId, consumerIds: [consumer?.id] }]);
    expect(sources).toMatchObject([{ peerId: ann.peerId, isCameraOn: false }]);
    expect(ann.answer.sendTransport.id).not.toBe(oldTransport);
    expect(await watch.count()).toMatchObject({ transports: 4, producers: 0, consumers: 0 });
  });

  it('refuses capabilities that mediasoup cannot read, and leaves nothing behind', async () => {
    const offer = createOffer(media);
    const codecs = [
      { kind: 'audio' as const, mimeType: 'x', preferredPayloadType: 1, clockRate: 1 },
    ];
    const opening = media.openPeer(roomId, randomUUID(), { ...offer, rtpCapabilities: { codecs } });
    await expect(opening).rejects.toMatchObject({ code: 'media_rejected' });
    await eventually(() => watch.count()).toMatchObject({ routers: 0, transports: 0 });
  });

  it('an opening that is superseded is rejected and leaves nothing behind', async () => {
    const ann = new MediaClient(media, roomId);
    const results = await Promise.allSettled([ann.open(), ann.open(), ann.open()]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    await eventually(() => watch.count()).toMatchObject({ transports: 2 });
  });

  it('a peer that leaves while it is opened leaves nothing behind', async () => {
    const ann = new MediaClient(media, roomId);
    const opening = ann.open();
    ann.leave();
    await expect(opening).rejects.toMatchObject({ code: 'media_rejected' });
    await eventually(() => watch.count()).toMatchObject({ routers: 0, transports: 0 });
  });

  it('a room that is closed while a peer is opened leaves nothing behind', async () => {
    const opening = new MediaClient(media, roomId).open();
    media.closeRoom(roomId);
    await expect(opening).rejects.toMatchObject({ code: 'media_rejected' });
    await eventually(() => watch.count()).toMatchObject({ routers: 0, transports: 0 });
  });

  it('[M10] gives fresh ICE parameters for both transports', async () => {
    const ann = await MediaClient.join(media, roomId);
    const { send, recv } = await media.restartIce(roomId, ann.peerId);
    const { sendTransport, recvTransport } = ann.answer;
    expect(send.transportId).toBe(sendTransport.id);
    expect(recv.transportId).toBe(recvTransport.id);
    expect(send.iceParameters).not.toEqual(sendTransport.iceParameters);
    expect(recv.iceParameters).not.toEqual(recvTransport.iceParameters);
  });
});

describe('producing', () => {
  it('[M3] a second producer of the same source replaces the first', async () => {
    const ann = await MediaClient.join(media, roomId);
    const bob = await MediaClient.join(media, roomId);
    const first = await ann.produce('camera');
    const second = await ann.produce('camera');
    await eventually(() => bob.consumers.map(({ producerId }) => producerId)).toEqual([
      second.producerId,
    ]);
    expect(watch.producer(first.producerId).closed).toBe(true);
  });

  it('[M3] the same request again is taken again: its answer may have been lost', async () => {
    const ann = await MediaClient.join(media, roomId);
    const input = {
      transportId: ann.answer.sendTransport.id,
      source: 'screen' as const,
      rtpParameters: createRtpParameters(media, 'screen'),
      isPaused: false,
    };
    await media.produce(roomId, ann.peerId, input);
    await media.produce(roomId, ann.peerId, input);
    expect(await watch.count()).toMatchObject({ producers: 1 });
  });

  it('[M3] the kind of the track must fit the source', async () => {
    const ann = await MediaClient.join(media, roomId);
    const producing = media.produce(roomId, ann.peerId, {
      transportId: ann.answer.sendTransport.id,
      source: 'mic',
      rtpParameters: createRtpParameters(media, 'camera'),
      isPaused: false,
    });
    await expect(producing).rejects.toMatchObject({ code: 'media_rejected' });
  });

  it('[M3] what mediasoup refuses is media_rejected, and a replaced producer is told as closed', async () => {
    const ann = await MediaClient.join(media, roomId);
    const { producerId } = await ann.produce('camera');
    const closed = record(media, 'producerClosed');
    const rtpParameters = createRtpParameters(media, 'camera');
    const codecs = rtpParameters.codecs.map((codec) => ({
      ...codec,
      mimeType: 'video/unheard-of',
    }));
    const producing = media.produce(roomId, ann.peerId, {
      transportId: ann.answer.sendTransport.id,
      source: 'camera',
      rtpParameters: { ...rtpParameters, codecs },
      isPaused: false,
    });
    await expect(producing).rejects.toMatchObject({ code: 'media_rejected' });
    expect(closed).toEqual([{ roomId, peerId: ann.peerId, producerId, source: 'camera' }]);
  });

  it('nobody sends by the transport of another, nor by the one for receiving', async () => {
    const ann = await MediaClient.join(media, roomId);
    const bob = await MediaClient.join(media, roomId);
    for (const transportId of [bob.answer.sendTransport.id, ann.answer.recvTransport.id, 'x']) {
      const producing = media.produce(roomId, ann.peerId, {
        transportId,
        source: 'mic',
        rtpParameters: createRtpParameters(media, 'mic'),
        isPaused: false,
      });
      await expect(producing).rejects.toMatchObject({ code: 'media_rejected' });
    }
  });

  it('[M6] a pause is told of the owner, once, and a consumer made later knows it', async () => {
    const ann = await MediaClient.join(media, roomId);
    const bob = await MediaClient.join(media, roomId);
    const added = next(media, 'consumersAdded', ({ peerId }) => peerId === bob.peerId);
    const { producerId } = await ann.produce('mic');
    await added;
    const told = record(media, 'sourcesChanged');

    await media.setProducerPaused(roomId, ann.peerId, producerId, true);
    expect(told).toMatchObject([{ roomId, peerId: ann.peerId, isMicOn: false }]);
    const cid = await MediaClient.join(media, roomId);
    expect(cid.answer.consumers).toMatchObject([{ isProducerPaused: true }]);
    expect(media.peerConsumers(roomId, bob.peerId)).toMatchObject([{ isProducerPaused: true }]);

    await media.setProducerPaused(roomId, ann.peerId, producerId, false);
    expect(media.peerConsumers(roomId, cid.peerId)).toMatchObject([{ isProducerPaused: false }]);
  });

  it('[M6] the sound of a shared screen is closed, not paused', async () => {
    const ann = await MediaClient.join(media, roomId);
    const { producerId } = await ann.produce('screenAudio');
    await expect(
      media.setProducerPaused(roomId, ann.peerId, producerId, true),
    ).rejects.toMatchObject({ code: 'media_rejected' });
  });

  it('[M6] a closed producer closes its consumers; what is unknown is media_rejected', async () => {
    const ann = await MediaClient.join(media, roomId);
    const bob = await MediaClient.join(media, roomId);
    const { producerId } = await ann.produce('mic');
    await eventually(() => bob.consumers.length).toBe(1);
    const closed = record(media, 'consumersClosed');
    await media.closeProducer(roomId, ann.peerId, producerId);
    expect(closed).toMatchObject([{ peerId: bob.peerId }]);
    expect(bob.consumers).toEqual([]);
    await expect(media.closeProducer(roomId, ann.peerId, producerId)).rejects.toMatchObject({
      code: 'media_rejected',
    });
    await expect(
      media.setProducerPaused(roomId, bob.peerId, producerId, true),
    ).rejects.toMatchObject({ code: 'media_rejected' });
  });

  it('[O3] tells what is on from the producers', async () => {
    const ann = await MediaClient.join(media, roomId);
    const told = record(media, 'sourcesChanged');
    const { producerId } = await ann.produce('mic');
    await ann.produce('camera', true);
    await ann.produce('screen');
    await media.setProducerPaused(roomId, ann.peerId, producerId, true);
    ann.leave();
    const ids = { roomId, peerId: ann.peerId };
    expect(told).toEqual([
      { ...ids, isMicOn: true, isCameraOn: false, isSharing: false },
      { ...ids, isMicOn: true, isCameraOn: false, isSharing: true },
      { ...ids, isMicOn: false, isCameraOn: false, isSharing: true },
      { ...ids, isMicOn: false, isCameraOn: false, isSharing: false },
    ]);
  });

  it('[A2] a host pauses a microphone and closes a screen, whose owner is told', async () => {
    const ann = await MediaClient.join(media, roomId);
    const mic = await ann.produce('mic');
    const screen = await ann.produce('screen');
    const closed = record(media, 'producerClosed');
    await media.pauseSource(roomId, ann.peerId, 'mic');
    await media.closeSource(roomId, ann.peerId, 'screen');
    await media.pauseSource(roomId, ann.peerId, 'camera');
    expect(watch.producer(mic.producerId).paused).toBe(true);
    expect(closed).toEqual([
      { roomId, peerId: ann.peerId, producerId: screen.producerId, source: 'screen' },
    ]);
    await eventually(() => watch.count()).toMatchObject({ producers: 1 });
  });
});

describe('consuming', () => {
  async function watchCamera() {
    const ann = await MediaClient.join(media, roomId);
    await ann.produce('camera');
    const bob = await MediaClient.join(media, roomId);
    const [options] = bob.answer.consumers;
    if (!options) throw new Error('the camera is there');
    const show = (isVisible: boolean, widthPx = 0, heightPx = 0) =>
      media.setViews(roomId, bob.peerId, [
        { consumerId: options.id, isVisible, widthPx, heightPx },
      ]);
    const resume = () => media.resumeConsumers(roomId, bob.peerId, [options.id]);
    return { ann, bob, consumer: watch.consumer(options.id), show, resume };
  }

  it('[M4] a consumer is born paused and flows when the client is ready', async () => {
    const { consumer, resume } = await watchCamera();
    expect(consumer.paused).toBe(true);
    await resume();
    expect(consumer.paused).toBe(false);
  });

  it('[M11] a shared screen is to get its layers before any camera', async () => {
    const { ann, bob, consumer, resume } = await watchCamera();
    await resume();
    await ann.produce('screen');
    await eventually(() => bob.consumers.length).toBe(2);
    const [, screen] = bob.consumers;
    if (!screen) throw new Error('the screen is there');
    await media.resumeConsumers(roomId, bob.peerId, [screen.id]);
    expect(watch.consumer(screen.id).priority).toBeGreaterThan(consumer.priority);
  });

  it('[M5] a consumer is born at the smallest layer, until its client says how large it is shown', async () => {
    const { consumer, show } = await watchCamera();
    expect(consumer.preferredLayers?.spatialLayer).toBe(0);
    await show(true, 1280, 720);
    expect(consumer.preferredLayers?.spatialLayer).toBe(2);
  });

  it('[M5] what is not visible is paused, also when it was ready first', async () => {
    const { consumer, show, resume } = await watchCamera();
    await show(false);
    await resume();
    expect(consumer.paused).toBe(true);
    await show(true, 320, 180);
    expect(consumer.paused).toBe(false);
    await show(false);
    expect(consumer.paused).toBe(true);
  });

  it('[M5] the smallest layer that covers the view is chosen', async () => {
    const { consumer, show } = await watchCamera();
    for (const [width, layer] of [
      [200, 0],
      [640, 1],
      [641, 2],
      [4000, 2],
      [320, 0],
    ] as const) {
      await show(true, width, (width * 9) / 16);
      expect(consumer.preferredLayers?.spatialLayer ?? 2, `${width} px`).toBe(layer);
    }
  });

  it('[M5] of views that come in a burst the last one holds', async () => {
    const { consumer, show, resume } = await watchCamera();
    await resume();
    await Promise.all([show(false), show(true, 640, 360), show(false), show(true, 200, 100)]);
    expect(consumer.paused).toBe(false);
    expect(consumer.preferredLayers?.spatialLayer).toBe(0);
    await Promise.all([show(true, 1280, 720), show(false)]);
    expect(consumer.paused).toBe(true);
  });

  it('consumers that have gone, or never were, are passed over', async () => {
    const { ann, bob, consumer, show, resume } = await watchCamera();
    ann.leave();
    await eventually(() => consumer.closed).toBe(true);
    await resume();
    await show(true, 10, 10);
    await media.resumeConsumers(roomId, bob.peerId, ['never-was']);
    expect(bob.consumers).toEqual([]);
  });
});
