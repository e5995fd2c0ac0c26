import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { RtpParameters } from '../../shared/contracts/index.ts';
import { MediaConsumer } from './MediaConsumer.ts';
import { MediaPeer } from './MediaPeer.ts';
import { MediaProducer } from './MediaProducer.ts';
import { RoomMonitor } from './RoomMonitor.ts';
import { RoomNode } from './RoomNode.ts';
import type { TellMedia } from './tellMedia.ts';

const rtpParameters: RtpParameters = {
  codecs: [{ mimeType: 'video/VP8', payloadType: 101, clockRate: 90_000 }],
};

let told: [string, unknown][];
let ann: MediaPeer;
let bob: MediaPeer;
let camera: MediaProducer;
let consumer: MediaConsumer;
let monitor: RoomMonitor;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  ann = openPeer('ann');
  bob = openPeer('bob');
  camera = new MediaProducer('camera', ann, { source: 'camera', rtpParameters, isPaused: false });
  const node = RoomNode.adopt({ run: () => new Promise(() => undefined) }, console, 'room');
  const made = {
    id: 'consumer',
    producerId: 'camera',
    kind: 'video' as const,
    type: 'simulcast' as const,
    rtpParameters,
    isProducerPaused: false,
  };
  consumer = new MediaConsumer(made, { viewer: bob, producer: camera }, node);
  const tell: TellMedia = (event, payload) => told.push([event, payload]);
  monitor = new RoomMonitor({
    roomId: 'room',
    forwarding: {
      producer: (id) => (id === 'camera' ? camera : undefined),
      consumer: (id) => (id === 'consumer' ? consumer : undefined),
      producersOf: (peer) => (peer === ann ? [camera] : []),
      consumersOf: (peer) => (peer === bob ? [consumer] : []),
    },
    handleHeld: (held, isHeld) => told.push(['held', { id: held.id, isHeld }]),
    handleStarved: () => undefined,
    findOwner: (transportId) => [ann, bob].find((peer) => peer.owns(transportId)),
    tell,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

it('[M7] names the participant, not the producer', () => {
  monitor.handleSpeaker({ roomId: 'node-room', producerId: 'camera' });
  expect(told).toEqual([['activeSpeakerChanged', { roomId: 'room', peerId: 'ann' }]]);
});

it('[M9] what a peer sends grades the peer', () => {
  monitor.handleProducerScore({ roomId: 'node-room', producerId: 'camera', scores: [4, 3] });
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([
    ['qualityChanged', { roomId: 'room', qualities: [{ peerId: 'ann', quality: 'poor' }] }],
  ]);
});

it('[M9] what flows to a peer grades the peer, what is paused does not', () => {
  const score = { roomId: 'node-room', consumerId: 'consumer', score: 6, producerScore: 10 };
  monitor.handleConsumerScore(score);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);

  void consumer.handleReady();
  monitor.handleConsumerScore(score);
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([
    ['qualityChanged', { roomId: 'room', qualities: [{ peerId: 'bob', quality: 'fair' }] }],
  ]);
});

it('[M9] a lost path makes a network poor until it is found again', () => {
  const state = { roomId: 'node-room', transportId: 'bob recv', dtls: 'connected' } as const;
  monitor.handleTransportState({ ...state, ice: 'disconnected' });
  vi.advanceTimersByTime(1000);
  monitor.handleTransportState({ ...state, ice: 'completed' });
  vi.advanceTimersByTime(1000);
  expect(told.map(([, payload]) => payload)).toEqual([
    { roomId: 'room', qualities: [{ peerId: 'bob', quality: 'poor' }] },
    { roomId: 'room', qualities: [{ peerId: 'bob', quality: 'good' }] },
  ]);
});

it('tells the viewer which layer comes, once', () => {
  const ids = { roomId: 'node-room', consumerId: 'consumer' };
  monitor.handleLayer({ ...ids, spatialLayer: 1 });
  monitor.handleLayer({ ...ids, spatialLayer: 1 });
  monitor.handleLayer({ ...ids, spatialLayer: null });
  expect(told.map(([, payload]) => payload)).toMatchObject([
    { peerId: 'bob', consumerId: 'consumer', spatialLayer: 1 },
    { peerId: 'bob', consumerId: 'consumer', spatialLayer: null },
  ]);
});

it('late news of what has gone is passed over', () => {
  monitor.handleProducerScore({ roomId: 'node-room', producerId: 'gone', scores: [0] });
  monitor.handleConsumerScore({
    roomId: 'node-room',
    consumerId: 'gone',
    score: 0,
    producerScore: 0,
  });
  monitor.handleLayer({ roomId: 'node-room', consumerId: 'gone', spatialLayer: 0 });
  monitor.handleTransportState({
    roomId: 'node-room',
    transportId: 'gone',
    ice: 'disconnected',
    dtls: 'closed',
  });
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([]);
});

function openPeer(id: string): MediaPeer {
  const peer = new MediaPeer(id);
  const ice = { usernameFragment: 'u', password: 'p' };
  peer.startLinking({ send: `${id} send`, recv: `${id} recv` }, { send: ice, recv: ice });
  peer.open();
  return peer;
}
