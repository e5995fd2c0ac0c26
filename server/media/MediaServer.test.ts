import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { NodeCommand } from '../../shared/contracts/mediaNode.ts';
import type { MediaOffer } from '../../shared/contracts/index.ts';
import type { ProduceInput } from './Media.ts';
import { MediaServer } from './MediaServer.ts';
import type { NodeDriver } from './NodeDriver.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const offer = { rtpCapabilities: { codecs: [], headerExtensions: [] } } as MediaOffer;
const ice = { usernameFragment: 'u', password: 'p', iceLite: true };
/** By [R2] a client takes its connection for lost when it is not answered within 10 s. */
const SOON_MS = 8_000;

/** Carries out what it is told at once, until it hangs; then when it goes on. */
class FakeNode {
  readonly done: NodeCommand[] = [];
  /** By id. */
  readonly rooms = new Map<string, { roomId: string; label: string }>();
  readonly #waiting: (() => void)[] = [];
  #hangsAt: (command: NodeCommand) => boolean = () => false;
  #lastId = 0;
  readonly driver = {
    liveWorkers: 1,
    rtpCapabilities: offer.rtpCapabilities,
    on: () => undefined,
    close: () => Promise.resolve(),
    run: (command: NodeCommand, input: { roomId: string; label: string }) =>
      this.#run(command, input),
  } as unknown as NodeDriver;

  hang(hangsAt: (command: NodeCommand) => boolean = () => true): void {
    this.#hangsAt = hangsAt;
  }

  goOn(): void {
    this.#hangsAt = () => false;
    for (const release of this.#waiting.splice(0)) release();
  }

  count(command: NodeCommand): number {
    return this.done.filter((one) => one === command).length;
  }

  async #run(command: NodeCommand, input: { roomId: string; label: string }): Promise<unknown> {
    if (this.#hangsAt(command)) await new Promise<void>((go) => this.#waiting.push(go));
    this.done.push(command);
    if (command === 'room:open') this.rooms.set(input.roomId, input);
    if (command === 'room:close') this.rooms.delete(input.roomId);
    if (command === 'node:describe') return { rooms: [...this.rooms.values()] };
    if (command === 'room:describe') return { transports: [], producers: [] };
    const id = `${command}-${++this.#lastId}`;
    if (command === 'transport:open') return { id, iceParameters: ice };
    if (command === 'transport:restartIce') return ice;
    if (command === 'producer:open') return { producerId: id };
    if (command === 'consumer:open') return { id, kind: 'video', ...input };
    return null;
  }
}

let node: FakeNode;
let media: MediaServer;

beforeEach(() => {
  vi.useFakeTimers();
  node = new FakeNode();
  media = new MediaServer({ node: node.driver, iceServers: () => [], log: silent });
});
afterEach(async () => {
  await media.close();
  vi.useRealTimers();
});

/** @returns the code of its error, or `done`; null when it waits all the same */
async function outcome(asked: Promise<unknown>, withinMs = SOON_MS): Promise<string | null> {
  let found: string | null = null;
  asked.then(
    () => (found = 'done'),
    (error: unknown) => (found = (error as { code: string }).code),
  );
  await vi.advanceTimersByTimeAsync(withinMs);
  return found;
}

async function produce(source: ProduceInput['source']): Promise<string> {
  const { sendTransport } = await media.openPeer('room', 'ann', offer);
  const { producerId } = await media.produce('room', 'ann', stream(sendTransport.id, source));
  return producerId;
}

const stream = (transportId: string, source: ProduceInput['source']) =>
  ({
    transportId,
    source,
    isPaused: false,
    rtpParameters: { encodings: [] },
  }) as unknown as ProduceInput;

const isMicOn = () =>
  media.peerProducers('room', 'ann').some(({ source, isPaused }) => source === 'mic' && !isPaused);

describe('a media node that does not answer keeps nobody waiting [R2]', () => {
  it('who joins is refused media, and what is opened late is closed', async () => {
    node.hang();
    expect(await outcome(media.openPeer('room', 'ann', offer))).toBe('media_unavailable');
    expect(media.isPeerOpen('room', 'ann')).toBe(false);
    node.goOn();
    await vi.waitFor(() => expect(node.count('room:close')).toBe(1));
    expect(node.count('transport:close')).toBe(node.count('transport:open'));
  });

  it('an opening that is late does not close the one that followed it', async () => {
    node.hang();
    const first = media.openPeer('room', 'ann', offer).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1_000);
    const second = media.openPeer('room', 'ann', offer);
    await vi.advanceTimersByTimeAsync(6_500);
    node.goOn();
    await second;
    expect(await first).toMatchObject({ code: 'media_rejected' });
    expect(media.isPeerOpen('room', 'ann')).toBe(true);
  });

  it('an ICE restart is refused', async () => {
    await media.openPeer('room', 'ann', offer);
    node.hang();
    expect(await outcome(media.restartIce('room', 'ann'))).toBe('media_unavailable');
  });

  it('a pause is refused, and told when it has happened', async () => {
    const producerId = await produce('mic');
    node.hang();
    const pausing = media.setProducerPaused('room', 'ann', producerId, true);
    expect(await outcome(pausing)).toBe('media_unavailable');
    expect(isMicOn()).toBe(true);
    const told = new Promise((resolve) => media.on('sourcesChanged', resolve));
    node.goOn();
    expect(await told).toMatchObject({ peerId: 'ann', isMicOn: false });
    expect(isMicOn()).toBe(false);
  });

  it('a mute by a host is refused, and told when it has happened [A2]', async () => {
    await produce('mic');
    node.hang();
    const handlePaused = vi.fn();
    const muting = media.pauseSource('room', 'ann', 'mic', handlePaused);
    expect(await outcome(muting)).toBe('media_unavailable');
    expect(handlePaused).not.toHaveBeenCalled();
    node.goOn();
    await vi.waitFor(() => expect(handlePaused).toHaveBeenCalledOnce());
    expect(isMicOn()).toBe(false);
  });

  it('a stream that its owner was refused is closed when it is there, and the owner reset', async () => {
    const { sendTransport } = await media.openPeer('room', 'ann', offer);
    node.hang();
    const producing = media.produce('room', 'ann', stream(sendTransport.id, 'camera'));
    expect(await outcome(producing)).toBe('media_unavailable');
    const reset = new Promise((resolve) => media.on('peerReset', resolve));
    node.goOn();
    expect(await reset).toEqual({ roomId: 'room', peerId: 'ann' });
    await vi.waitFor(() => expect(node.count('producer:close')).toBe(1));
    expect(media.peerProducers('room', 'ann')).toEqual([]);
  });

  it('views and receivers are taken note of', async () => {
    await produce('camera');
    await media.openPeer('room', 'bob', offer);
    const [consumer] = media.peerConsumers('room', 'bob');
    if (!consumer) throw new Error('bob gets the camera');
    node.hang();
    const resuming = media.resumeConsumers('room', 'bob', [consumer.id]);
    expect(await outcome(resuming)).toBe('done');
    const view = { consumerId: consumer.id, isVisible: false, widthPx: 0, heightPx: 0 };
    expect(await outcome(media.setViews('room', 'bob', [view]))).toBe('done');
    node.goOn();
    await vi.waitFor(() => expect(node.count('consumer:pause')).toBe(1));
  });

  it('a host who ends a shared screen ends its sound too, behind what its owner waits for', async () => {
    const producerId = await produce('screen');
    node.hang();
    const pausing = outcome(media.setProducerPaused('room', 'ann', producerId, true));
    const ending = media.closeSource('room', 'ann', 'screen');
    const endingSound = ending.then(() => media.closeSource('room', 'ann', 'screenAudio'));
    expect(await outcome(endingSound)).toBe('done');
    expect(await pausing).toBe('media_unavailable');
    node.goOn();
    await vi.waitFor(() => expect(node.count('producer:close')).toBe(1));
  });
});

describe('a media node that hangs as soon as it is linked does not keep the server from starting [S4]', () => {
  const START_MS = 20_000;
  const before = { roomId: 'of before', label: 'room' };
  beforeEach(() => node.rooms.set(before.roomId, before));

  it('what it tells late of a server before is closed, and what was opened meanwhile is not', async () => {
    node.hang();
    expect(await outcome(media.restore(), START_MS)).toBe('media_unavailable');
    const joining = media.openPeer('room', 'ann', offer);
    node.goOn();
    await joining;
    await vi.waitFor(() => expect(node.rooms.has(before.roomId)).toBe(false));
    expect(node.rooms.size).toBe(1);
    expect(media.isPeerOpen('room', 'ann')).toBe(true);
  });

  it('a room that it does not tell of in time is closed', async () => {
    node.hang((command) => command === 'room:describe');
    expect(await outcome(media.restore(), START_MS)).toBe('done');
    expect(node.rooms.size).toBe(0);
  });
});

it('of what one message says twice of a view, only the last is done [M5]', async () => {
  await produce('camera');
  await media.openPeer('room', 'bob', offer);
  const [{ id: consumerId } = { id: '' }] = media.peerConsumers('room', 'bob');
  await media.resumeConsumers('room', 'bob', [consumerId]);
  const toView = (_: unknown, index: number) => ({
    consumerId,
    isVisible: index % 2 === 1,
    widthPx: 16,
    heightPx: 16,
  });
  const before = node.done.length;
  await media.setViews('room', 'bob', Array.from({ length: 4000 }, toView));
  expect(node.done.length - before).toBe(0);
  await media.setViews('room', 'bob', Array.from({ length: 3999 }, toView));
  expect(node.done.slice(before)).toEqual(['consumer:pause']);
});
