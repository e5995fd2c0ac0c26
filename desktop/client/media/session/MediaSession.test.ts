import type { types } from 'mediasoup-client';
import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type {
  ConsumerOptions,
  IceRestart,
  MediaAnswer,
  MediaSource,
} from '../../../../shared/contracts/index.ts';
import { AppError, type ErrorCode } from '../../../../shared/errors.ts';
import { createFakeClock, type FakeClock } from '../../platform/fakeClock.ts';
import type { Caller } from '../../signaling/index.ts';
import type { LocalMediaState } from '../localMediaState.ts';
import { MediaSession } from './MediaSession.ts';
import type { MediaPath } from './MediaSessionDeps.ts';

/** Names its transports by how often it was asked for some. */
function createAnswer(name: string): MediaAnswer {
  const options = (id: string) => ({
    id,
    iceParameters: { usernameFragment: 'u', password: 'p', iceLite: true },
    iceCandidates: [],
    dtlsParameters: { role: 'auto' as const, fingerprints: [] },
  });
  return {
    routerRtpCapabilities: {},
    iceServers: [],
    sendTransport: options(`${name}-send`),
    recvTransport: options(`${name}-recv`),
    isDtlsConnected: true,
    consumers: [],
  };
}

/** As much of mediasoup-client as a session without tracks and without others touches. */
function createDevice(produce: () => Promise<never>, onRestart: (id: string) => void) {
  const createTransport = ({ id }: { id: string }) => ({
    id,
    connectionState: 'connected',
    on: () => undefined,
    close: () => undefined,
    produce,
    consume: () => new Promise<never>(() => undefined),
    // As in Firefox.
    updateIceServers: () => Promise.reject(new Error('not supported')),
    restartIce: () => {
      onRestart(id);
      return Promise.resolve();
    },
  });
  const device = {
    recvRtpCapabilities: {},
    handlerName: 'Chrome111',
    sendRtpCapabilities: {},
    canProduce: () => true,
    createSendTransport: createTransport,
    createRecvTransport: createTransport,
  };
  return device as unknown as types.Device;
}

describe('MediaSession', () => {
  let clock: FakeClock;
  let asked: string[];
  let paths: MediaPath[];
  let restartError: ErrorCode;
  /** What a restart is answered with; null: `restartError`. */
  let restarted: IceRestart | null;
  /** What producing is answered with. */
  let produceError: ErrorCode;
  let refused: ErrorCode[];
  let tracks: Partial<Record<MediaSource, MediaStreamTrack>>;
  let media: MediaSession;
  beforeEach(async () => {
    clock = createFakeClock();
    asked = [];
    paths = [];
    refused = [];
    restarted = null;
    tracks = {};
    const off = { kind: 'off' } as const;
    const store = createStore<LocalMediaState>(() => ({
      mic: off,
      camera: off,
      screen: off,
      mics: [],
      cameras: [],
      speakers: [],
      chosenMic: null,
      chosenCamera: null,
      chosenSpeaker: null,
    }));
    const call = (name: string, _input: object, receive?: (answer: MediaAnswer) => void) => {
      asked.push(name);
      if (name === 'media:restartIce') {
        return restarted
          ? Promise.resolve(restarted)
          : Promise.reject(new AppError(restartError, ''));
      }
      receive?.(createAnswer('second'));
      return Promise.resolve(createAnswer('second'));
    };
    media = new MediaSession({
      caller: { call } as unknown as Caller, // It is asked for these two names only.
      clock,
      localMedia: { store, track: (source) => tracks[source] ?? null, on: () => () => undefined },
      prepared: Promise.resolve({
        device: createDevice(
          () => Promise.reject(new AppError(produceError, '')),
          (id) => asked.push(`restart of ${id}`),
        ),
        certificates: null,
      }),
      onPath: (path) => paths.push(path),
      onTargets: () => undefined,
      onRemoteVideo: () => undefined,
      onOwnHold: () => undefined,
      onAudioBlocked: () => undefined,
      onRefused: (_source, { code }) => refused.push(code),
      onTakenAway: () => undefined,
    });
    await media.offer();
    media.handleAnswer(createAnswer('first'));
  });

  it.each(['not_found', 'media_unavailable', 'internal'] as const)(
    'opens new transports when the server does not know these any more: %s [M2][M10]',
    async (code) => {
      restartError = code;
      await media.restartIce();
      await expect.poll(() => asked).toEqual(['media:restartIce', 'media:open']);
      await expect.poll(() => paths.at(-1)).toBe('connected');
    },
  );

  it('opens new transports when those of the seat are of another session by now', async () => {
    const iceParameters = { usernameFragment: 'u', password: 'p' };
    const one = { transportId: 'of another session', iceParameters };
    restarted = { send: one, recv: one, iceServers: [] };
    await media.restartIce();
    await expect.poll(() => asked).toEqual(['media:restartIce', 'media:open']);
    await expect.poll(() => paths.at(-1)).toBe('connected');
  });

  it('restarts ICE where a browser cannot be told of other ICE servers [M10]', async () => {
    const iceParameters = { usernameFragment: 'u', password: 'p' };
    const one = (transportId: string) => ({ transportId, iceParameters });
    restarted = { send: one('first-send'), recv: one('first-recv'), iceServers: [] };
    expect(await media.restartIce()).toBe(true);
    const restarts = ['restart of first-send', 'restart of first-recv'];
    expect(asked).toEqual(['media:restartIce', ...restarts]);
  });

  it.each(['unavailable', 'rate_limited'] as const)(
    'keeps its transports when nobody said that they are gone: %s',
    async (code) => {
      restartError = code;
      await media.restartIce();
      expect(asked).toEqual(['media:restartIce']);
      expect(paths.at(-1)).toBe('connected');
    },
  );

  it.each([
    ['without anybody to receive', false],
    ['while a negotiation never ends', true],
  ])(
    'keeps nobody from the room for more than a quarter of a second: %s',
    async (_title, hangs) => {
      const consumer = { id: 'c', participantId: 'ana', source: 'mic' } as ConsumerOptions;
      media.handleAnswer({ ...createAnswer('third'), consumers: hangs ? [consumer] : [] });
      let isOver = false;
      const waiting = media.whenReceiving().then(() => (isOver = true));
      clock.advance(249);
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(isOver).toBe(!hangs);
      clock.advance(1);
      await waiting;
    },
  );

  /** A microphone that is there when the transports are. */
  const produce = async () => {
    tracks.mic = { readyState: 'live' } as MediaStreamTrack; // As much of it as is looked at.
    media.handleAnswer(createAnswer('third'));
    // Consumers come first.
    await media.whenReceiving();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };

  it('says nothing of a refusal in the moment in which a worker dies [M8]', async () => {
    produceError = 'media_rejected';
    await produce();
    clock.advance(500);
    tracks = {};
    media.handleEvent({ name: 'media:reset', payload: {} });
    await expect.poll(() => asked).toContain('media:open');
    clock.advance(10_000);
    expect(refused).toEqual([]);
  });

  it('says nothing where no worker is there, since a reset follows [M8]', async () => {
    produceError = 'media_unavailable';
    await produce();
    clock.advance(10_000);
    expect(refused).toEqual([]);
  });

  it('tells of a refusal that no reset follows', async () => {
    produceError = 'media_rejected';
    await produce();
    clock.advance(1900);
    expect(refused).toEqual([]);
    clock.advance(100);
    expect(refused).toEqual(['media_rejected']);
  });

  it('leaves no timer when it is closed', () => {
    media.close();
    expect(clock.pendingCount).toBe(0);
  });
});
