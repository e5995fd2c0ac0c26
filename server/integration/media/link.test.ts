import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { LINK_CLOSE } from '../../../shared/contracts/nodeLink.ts';
import { MediaNode, NodeHost, RemoteNode } from '../../../shared/media-node/index.ts';
import type { NodeLog } from '../../../shared/media-node/NodeLog.ts';
import { MediaServer } from '../../media/MediaServer.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder.ts';
import { Cable } from './Cable.ts';
import { eventually } from './eventually.ts';
import { silentLog as log } from './LinkedNode.ts';
import { MediaClient } from './MediaClient.ts';
import { next, record } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

const secret = 'known to the server and to its media node';
let folder: TemporaryFolder;
let watch: WorkerWatch;
/** Ended after each test, the last that was started first. */
let ends: (() => Promise<unknown>)[];

beforeEach(async () => {
  folder = await createTemporaryFolder();
  watch = new WorkerWatch();
  ends = [];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  watch.close();
  await folder.remove();
});

const unix = (path: string) => ({ kind: 'unix' as const, path });

async function startNode(options: { graceMs?: number; log?: NodeLog } = {}) {
  const path = join(folder.path, 'node.sock');
  const node = await MediaNode.create({
    workers: 1,
    basePort: 0,
    announcedAddress: '127.0.0.1',
    log,
  });
  const given = { node, address: unix(path), secret, graceMs: 60_000, log, ...options };
  const host = await NodeHost.listen(given);
  const stop = async () => {
    await host.close();
    await node.close();
  };
  ends.push(stop);
  return { node, path, stop };
}

async function dial(path: string, options: Partial<Parameters<typeof RemoteNode.create>[0]> = {}) {
  const remote = await RemoteNode.create({ address: unix(path), secret, log, ...options });
  ends.push(() => remote.close());
  return remote;
}

const serve = (node: RemoteNode) => new MediaServer({ node, iceServers: () => [], log });

async function layCable(to: string): Promise<Cable> {
  const cable = await Cable.lay(join(folder.path, 'cable.sock'), to);
  ends.push(() => cable.close());
  return cable;
}

describe('who may drive a node', () => {
  it('a server with another secret is refused, and told what to do', async () => {
    const told: object[] = [];
    const warn = (fields: object, message: string) => void told.push({ ...fields, message });
    const { path } = await startNode({ log: { ...log, warn } });
    const other = 'another secret of more than thirty-two bytes';
    await expect(dial(path, { secret: other })).rejects.toMatchObject({
      code: 'media_unavailable',
      message: expect.stringContaining('PARLEY_MEDIA_NODE_SECRET') as unknown,
    });
    expect(told.length).toBeGreaterThan(0);
    expect(JSON.stringify(told)).not.toMatch(/secret of|known to/);
  });

  it('over the network none is let in without a secret', async () => {
    const node = { ...(await startNode()).node } as never;
    const address = { kind: 'tcp' as const, host: '127.0.0.1', port: 0, isSecure: false };
    const listening = NodeHost.listen({ node, address, secret: 'short', graceMs: 1, log });
    await expect(listening).rejects.toThrow(/at least 32 bytes/);
  });

  it('a second node does not take the socket of one that lives', async () => {
    const { node, path } = await startNode();
    const listening = NodeHost.listen({ node, address: unix(path), secret, graceMs: 1, log });
    await expect(listening).rejects.toThrow(/in use by another media node/);
  });

  const knock = (path: string, headers: Record<string, string> = {}) =>
    new WebSocket(`ws+unix:${path}:/`, { headers });
  const closing = async (socket: WebSocket) => {
    const [code] = (await once(socket, 'close')) as [number];
    return code;
  };

  it("a page in somebody's browser is not let in", async () => {
    const { path } = await startNode();
    const socket = knock(path, { origin: 'https://evil.example' });
    await expect(once(socket, 'open')).rejects.toThrow('socket hang up');
  });

  it.each([
    ['no JSON', '{', LINK_CLOSE.unauthenticated],
    ['a command', '{"kind":"command","id":1,"name":"node:describe"}', LINK_CLOSE.violation],
    ['another version', '{"kind":"identify","version":99}', LINK_CLOSE.version],
  ])('whoever begins with %s is sent away', async (_what, text, code) => {
    const { path } = await startNode();
    const socket = knock(path);
    await once(socket, 'message');
    socket.send(text);
    expect(await closing(socket)).toBe(code);
  });

  it('a message larger than any there is closes the socket, and the node goes on', async () => {
    const { path } = await startNode();
    const socket = knock(path);
    await once(socket, 'message');
    socket.send(Buffer.alloc(9 * 1024 * 1024, 0x20));
    expect(await closing(socket)).toBe(1009);
    expect((await dial(path)).liveWorkers).toBe(1);
  });
});

describe('one server after another', () => {
  it('takes the node over with what it holds, and the one before learns that it lost it', async () => {
    const { path } = await startNode();
    const first = await dial(path);
    const lost: string[] = [];
    first.on('node:roomsLost', ({ roomIds }) => lost.push(...roomIds));
    const roomId = randomUUID();
    await first.run('room:open', { roomId, label: 'm1' });

    const second = await dial(path);
    expect(await second.run('node:describe', {})).toEqual({ rooms: [{ roomId, label: 'm1' }] });
    await eventually(() => lost).toEqual([roomId]);
    expect(first.liveWorkers).toBe(0);
    await expect(first.run('room:open', { roomId: 'x' })).rejects.toMatchObject({
      code: 'media_unavailable',
    });
  });

  it('finds what the one before had asked for and not been answered', async () => {
    const { path } = await startNode();
    const first = await dial(path);
    const roomId = randomUUID();
    first.run('room:open', { roomId }).catch(() => undefined);
    await first.close();
    const second = await dial(path);
    expect((await second.run('node:describe', {})).rooms).toMatchObject([{ roomId }]);
  });

  it('one that comes late, when its people have come in anew, gets an empty node', async () => {
    const { path } = await startNode();
    const first = await dial(path);
    await first.run('room:open', { roomId: randomUUID() });
    await first.close();
    const cable = await layCable(path);
    cable.cut();
    const late = await dial(cable.path, { firstLinkLimitMs: 1 });
    expect(late.liveWorkers).toBe(0);
    cable.mend();
    await eventually(() => late.liveWorkers).toBe(1);
    expect(await late.run('node:describe', {})).toEqual({ rooms: [] });
    await eventually(() => watch.count()).toMatchObject({ routers: 0 });
  });

  it('one whose call is under way when its people come in anew gets an empty node', async () => {
    const { path } = await startNode();
    const first = await dial(path);
    await first.run('room:open', { roomId: randomUUID() });
    await first.close();
    const cable = await layCable(path);
    cable.hang();
    const late = await dial(cable.path, { firstLinkLimitMs: 1 });
    cable.mend();
    await eventually(() => late.liveWorkers).toBe(1);
    expect(await late.run('node:describe', {})).toEqual({ rooms: [] });
    await eventually(() => watch.count()).toMatchObject({ routers: 0 });
  });

  it('rooms that no server comes back for are closed after the grace', async () => {
    const { path } = await startNode({ graceMs: 50 });
    const remote = await dial(path);
    await remote.run('room:open', { roomId: randomUUID() });
    expect(await watch.count()).toMatchObject({ routers: 1 });
    await remote.close();
    await eventually(() => watch.count()).toMatchObject({ routers: 0 });
  });
});

describe('a link that blinks', () => {
  it('loses no command and carries none out twice', async () => {
    const { path } = await startNode();
    const cable = await layCable(path);
    const remote = await dial(cable.path);
    const roomIds = Array.from({ length: 200 }, () => randomUUID());
    const opened: Promise<null>[] = [];
    for (const [index, roomId] of roomIds.entries()) {
      opened.push(remote.run('room:open', { roomId }));
      // A room that is opened twice is refused: so a command that was carried out twice would show.
      if (index % 50 !== 25) continue;
      await opened[index - 10];
      cable.cut();
      cable.mend();
    }
    await Promise.all(opened);
    const { rooms } = await remote.run('node:describe', {});
    expect(rooms.map(({ roomId }) => roomId).sort()).toEqual([...roomIds].sort());
  });

  it('tells what happened meanwhile: a worker that died takes its rooms along', async () => {
    const { path } = await startNode();
    const cable = await layCable(path);
    const remote = await dial(cable.path);
    const media = serve(remote);
    const ann = await MediaClient.join(media, randomUUID());
    const resets = record(media, 'roomReset');
    cable.cut();
    await eventually(() => media.health()).toBe('down');
    const died = once(watch.worker, 'died');
    process.kill(watch.worker.pid, 'SIGKILL');
    await died;
    expect(resets).toEqual([]);
    cable.mend();
    await eventually(() => resets).toEqual([{ roomId: ann.roomId }]);
    expect(media.health()).toBe('up');
    await ann.open();
  });

  it('keeps its people: nobody is reset, and who comes meanwhile is let in without media', async () => {
    const { path } = await startNode();
    const cable = await layCable(path);
    const media = serve(await dial(cable.path));
    const ann = await MediaClient.join(media, randomUUID());
    const { producerId } = await ann.produce('mic');
    const resets = record(media, 'roomReset');
    cable.cut();
    await eventually(() => media.health()).toBe('down');
    await expect(MediaClient.join(media, ann.roomId)).rejects.toMatchObject({
      code: 'media_unavailable',
    });
    cable.mend();
    await eventually(() => media.health()).toBe('up');
    const bob = await MediaClient.join(media, ann.roomId);
    expect(bob.consumers).toMatchObject([{ producerId }]);
    expect(resets).toEqual([]);
  });

  it('that stays away longer than the node keeps rooms has lost them, on both sides', async () => {
    const { path } = await startNode({ graceMs: 100 });
    const cable = await layCable(path);
    const media = serve(await dial(cable.path));
    const ann = await MediaClient.join(media, randomUUID());
    const resets = record(media, 'roomReset');
    cable.cut();
    await eventually(() => watch.count()).toMatchObject({ routers: 0 });
    cable.mend();
    await eventually(() => resets).toEqual([{ roomId: ann.roomId }]);
    await ann.open();
  });
});

it('[M8] a node that is started anew holds nothing: its rooms are told to open again', async () => {
  const { path, stop } = await startNode();
  const media = serve(await dial(path));
  const ann = await MediaClient.join(media, randomUUID());
  const reset = next(media, 'roomReset');
  await stop();
  await eventually(() => media.health()).toBe('down');
  await startNode();
  expect(await reset).toEqual({ roomId: ann.roomId });
  expect(media.health()).toBe('up');
  await ann.open();
});
