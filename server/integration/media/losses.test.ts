import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { types } from 'mediasoup';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NodeCommand } from '../../../shared/contracts/mediaNode.ts';
import { AppError } from '../../../shared/errors.ts';
import { MediaNode } from '../../../shared/media-node/index.ts';
import { MediaServer } from '../../media/MediaServer.ts';
import { eventually } from './eventually.ts';
import { MediaClient } from './MediaClient.ts';
import { record } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const GONE = { routers: 0, transports: 0, producers: 0, consumers: 0 };

let watch: WorkerWatch;
let node: MediaNode;
let media: MediaServer;
/** Awaited before this answer of the node is passed on. */
let hold: (command: NodeCommand) => Promise<void>;

async function start(workers: number): Promise<void> {
  node = await MediaNode.create({ workers, basePort: 0, announcedAddress: '127.0.0.1', log });
  const run: MediaNode['run'] = async (command, input) => {
    const output = await node.run(command, input);
    await hold(command);
    return output;
  };
  const held = {
    run,
    on: node.on.bind(node),
    close: () => node.close(),
    rtpCapabilities: node.rtpCapabilities,
    get liveWorkers() {
      return node.liveWorkers;
    },
  };
  media = new MediaServer({ node: held, iceServers: () => [], log });
}

beforeEach(() => {
  watch = new WorkerWatch();
  hold = () => Promise.resolve();
});
afterEach(async () => {
  await media.close();
  watch.close();
});

async function kill(worker: types.Worker): Promise<void> {
  const died = once(worker, 'died');
  process.kill(worker.pid, 'SIGKILL');
  await died;
}

/** The worker dies when the node has answered this command for the `nth` time from now on. */
function killAt(worker: types.Worker, command: NodeCommand, nth: number): void {
  let seen = 0;
  hold = async (answered) => {
    if (answered !== command) return;
    seen += 1;
    if (seen === nth) await kill(worker);
  };
}

/** Every command that an opening waits for, where another has a camera on. */
const MOMENTS = [
  ['transport:open', 1],
  ['transport:open', 2],
  ['consumer:open', 1],
] as const;

it.each(MOMENTS)(
  '[M8] a join whose room is lost at %s (%i) gets onto the other worker',
  async (command, nth) => {
    await start(2);
    const ann = await MediaClient.join(media, randomUUID());
    await ann.produce('camera');
    const lost = watch.workerOf(ann.answer);
    killAt(lost, command, nth);

    const bob = await MediaClient.join(media, ann.roomId);

    expect(lost.died).toBe(true);
    expect(watch.workerOf(bob.answer).died).toBe(false);
    expect(media.isPeerOpen(ann.roomId, bob.peerId)).toBe(true);
    bob.leave();
    await eventually(() => watch.count()).toEqual(GONE);
  },
);

it.each(MOMENTS)(
  '[M8] a join whose room is lost at %s (%i), and no other worker up, is media_unavailable',
  async (command, nth) => {
    await start(1);
    const ann = await MediaClient.join(media, randomUUID());
    await ann.produce('camera');
    const resets = record(media, 'roomReset');
    killAt(watch.worker, command, nth);

    const joining = MediaClient.join(media, ann.roomId);

    await expect(joining).rejects.toMatchObject({ code: 'media_unavailable' });
    await eventually(() => resets).toEqual([{ roomId: ann.roomId }]);
  },
);

it('[M8] a join that goes to another worker resets its room once', async () => {
  await start(2);
  const ann = await MediaClient.join(media, randomUUID());
  const resets = record(media, 'roomReset');
  killAt(watch.workerOf(ann.answer), 'transport:open', 1);
  await MediaClient.join(media, ann.roomId);
  await eventually(() => node.liveWorkers).toBe(2);
  expect(resets).toEqual([{ roomId: ann.roomId }]);
});

it('a peer that leaves while it is tried again leaves nothing behind', async () => {
  await start(2);
  const ann = await MediaClient.join(media, randomUUID());
  const bob = new MediaClient(media, ann.roomId);
  const lost = watch.workerOf(ann.answer);
  hold = async (answered) => {
    if (answered !== 'transport:open') return;
    if (!lost.died) await kill(lost);
    bob.leave();
  };
  await expect(bob.open()).rejects.toMatchObject({ code: 'media_rejected' });
  await eventually(() => watch.count()).toEqual(GONE);
});

it('an opening that was superseded when its worker died does not come back', async () => {
  await start(2);
  const ann = await MediaClient.join(media, randomUUID());
  const bob = new MediaClient(media, ann.roomId);
  const dying = kill(watch.workerOf(ann.answer));
  hold = () => dying;
  const results = await Promise.allSettled([bob.open(), bob.open()]);
  expect(results).toMatchObject([
    { status: 'rejected', reason: { code: 'media_rejected' } },
    { status: 'fulfilled' },
  ]);
  await eventually(() => watch.count()).toMatchObject({ routers: 1, transports: 2 });
});

it('[M8] whenever a worker dies, who joins is taken or told media_unavailable', async () => {
  await start(2);
  const resets = record(media, 'roomReset');
  for (let turns = 0; turns < 10; turns++) {
    await eventually(() => node.liveWorkers).toBe(2);
    const first = await MediaClient.join(media, randomUUID());
    await first.produce('camera');
    const others = Array.from({ length: 4 }, () => new MediaClient(media, first.roomId));
    const dying = kill(watch.workerOf(first.answer));
    for (let turn = 0; turn < turns; turn++) await nextTurn();
    const results = await Promise.allSettled(others.map((client) => client.open()));
    await dying;
    for (const result of results) {
      if (result.status === 'fulfilled') continue;
      expect(result.reason).toBeInstanceOf(AppError);
      expect(result.reason).toMatchObject({ code: 'media_unavailable' });
    }
    await eventually(() => resets).toContainEqual({ roomId: first.roomId });
    for (const client of [first, ...others]) client.leave();
  }
  await eventually(() => watch.count()).toEqual(GONE);
}, 60_000);

it('what was answered is void once the worker has died, and isPeerOpen says so', async () => {
  await start(1);
  const ann = await MediaClient.join(media, randomUUID());
  await ann.produce('mic', true);
  expect(media.isPeerOpen(ann.roomId, ann.peerId)).toBe(true);
  expect(media.isPeerOpen(ann.roomId, 'nobody')).toBe(false);
  await kill(watch.worker);
  expect(media.isPeerOpen(ann.roomId, ann.peerId)).toBe(false);
  expect(media.peerProducers(ann.roomId, ann.peerId)).toEqual([]);
});
