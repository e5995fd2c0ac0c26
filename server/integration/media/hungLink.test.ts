import { once } from 'node:events';
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { LinkIdentify } from '../../../shared/contracts/nodeLink.ts';
import { LINK_VERSION, linkIdentify } from '../../../shared/contracts/nodeLink.ts';
import { createNonce, prove } from '../../../shared/media-node/link/linkProof.ts';
import { NodeHost, RemoteNode } from '../../../shared/media-node/index.ts';
import { createRouterCapabilities } from '../../../shared/media-node/routerCodecs.ts';
import { MediaServer } from '../../media/MediaServer.ts';
import { startWorkers } from '../../media/startWorkers.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporaryFolder.ts';
import { Cable } from './Cable.ts';
import { eventually } from './eventually.ts';
import { silentLog as log } from './LinkedNode.ts';
import { MediaClient } from './MediaClient.ts';
import { record } from './startMedia.ts';
import { WorkerWatch } from './WorkerWatch.ts';

const secret = 'known to the server and to its media node';
let folder: TemporaryFolder;
let ends: (() => unknown)[];

beforeEach(async () => {
  folder = await createTemporaryFolder();
  ends = [() => folder.remove()];
});
afterEach(async () => {
  for (const end of ends.reverse()) await end();
});

const at = (name: string) => ({ kind: 'unix' as const, path: join(folder.path, name) });

type HostedNode = Parameters<typeof NodeHost.listen>[0]['node'];

/** As much of a node as its door needs. */
const idle: HostedNode = {
  run: () => Promise.reject(new Error('nothing is asked of it')),
  on: () => undefined,
  liveWorkers: 1,
  wantedWorkers: 1,
  rtpCapabilities: createRouterCapabilities(),
  closeRooms: () => Promise.resolve([]),
};

async function host(node: HostedNode = idle): Promise<string> {
  const address = at('node.sock');
  const given = { node, address, secret, graceMs: 60_000, log };
  const listening = await NodeHost.listen(given);
  ends.push(() => listening.close());
  return address.path;
}

async function layCable(to: string): Promise<Cable> {
  const cable = await Cable.lay(join(folder.path, 'cable.sock'), to);
  ends.push(() => cable.close());
  return cable;
}

async function dial(path: string, firstLinkLimitMs = 5_000): Promise<RemoteNode> {
  const address = { kind: 'unix' as const, path };
  const remote = await RemoteNode.create({ address, secret, log, firstLinkLimitMs });
  ends.push(() => remote.close());
  return remote;
}

it('[R2] a link that hangs lets people in without media, and what is opened late is closed', async () => {
  const watch = new WorkerWatch();
  ends.push(() => watch.close());
  const node = await startWorkers({
    workers: 1,
    basePort: 0,
    announcedAddress: '127.0.0.1',
    log,
  });
  ends.push(() => node.close());
  const cable = await layCable(await host(node));
  const media = new MediaServer({ node: await dial(cable.path), iceServers: () => [], log });
  const ann = await MediaClient.join(media, randomUUID());
  const resets = record(media, 'roomReset');
  cable.hang();
  const joining = [ann.roomId, randomUUID()].map((roomId) => MediaClient.join(media, roomId));
  const restarting = media.restartIce(ann.roomId, ann.peerId);
  for (const asked of await Promise.allSettled([...joining, restarting])) {
    expect(asked).toMatchObject({ status: 'rejected', reason: { code: 'media_unavailable' } });
  }
  expect(media.health()).toBe('up');
  cable.mend();
  await MediaClient.join(media, ann.roomId);
  await eventually(() => watch.count()).toMatchObject({ routers: 1, transports: 4 });
  expect(resets).toEqual([]);
});

describe('a server that is on its way back', () => {
  /** A node of which the test decides when it says welcome. */
  async function openDoor() {
    const address = at('door.sock');
    const instanceId = randomUUID();
    const guests: { identify: LinkIdentify; welcome: (isResumed: boolean) => void }[] = [];
    const sockets = new Set<WebSocket>();
    const http = createServer();
    const door = new WebSocketServer({ server: http });
    door.on('connection', (socket) => {
      sockets.add(socket);
      const nodeNonce = createNonce();
      socket.send(JSON.stringify({ kind: 'challenge', version: LINK_VERSION, nonce: nodeNonce }));
      socket.on('message', (data: Buffer) => {
        const message: unknown = JSON.parse(data.toString());
        const identify = linkIdentify.safeParse(message).data;
        if (!identify) return;
        const { controllerId, nonce: serverNonce } = identify;
        const welcome = (isResumed: boolean) =>
          socket.send(
            JSON.stringify({
              kind: 'welcome',
              proof: prove(secret, 'node', { nodeNonce, serverNonce, controllerId }),
              instanceId,
              isResumed,
              graceMs: 300,
              workers: { live: 1, wanted: 1 },
              rtpCapabilities: createRouterCapabilities(),
            }),
          );
        guests.push({ identify, welcome });
      });
    });
    http.listen(address.path);
    await once(http, 'listening');
    const sever = () => sockets.forEach((socket) => socket.terminate());
    ends.push(() => {
      sever();
      http.close();
    });
    return { path: address.path, guests, sever };
  }

  it('does not come as the one whose rooms it has given up meanwhile', async () => {
    const { path, guests, sever } = await openDoor();
    const dialling = dial(path);
    await eventually(() => guests.length).toBe(1);
    guests[0]?.welcome(false);
    const remote = await dialling;
    const lost: string[] = [];
    remote.on('node:roomsLost', ({ roomIds }) => lost.push(...roomIds));
    remote.run('room:open', { roomId: 'r' }).catch(() => undefined);
    sever();
    await eventually(() => guests.length).toBe(2);
    await eventually(() => lost).toEqual(['r']);
    guests[1]?.welcome(true);
    await eventually(() => guests.length).toBe(3);
    const [first, second, third] = guests.map(({ identify }) => identify.controllerId);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
    guests[2]?.welcome(false);
    await eventually(() => remote.liveWorkers).toBe(1);
  });

  it('is let in though a worker hangs in which a room was being opened', async () => {
    const path = await host({ ...idle, closeRooms: () => new Promise(() => undefined) });
    await dial(path);
    const cable = await layCable(path);
    cable.cut();
    // Too late to want what there is.
    const late = await dial(cable.path, 1);
    cable.mend();
    await eventually(() => late.liveWorkers).toBe(1);
  });
});

describe('a stranger at the door of a node', () => {
  it('who never asks for a link is sent away', async () => {
    const silent = connect(await host()).resume();
    await once(silent, 'close');
  });

  it('who is refused and does not close its socket has it closed', async () => {
    const raw = connect(await host());
    const key = randomBytes(16).toString('base64');
    const asking = ['Host: node', 'Connection: Upgrade', 'Upgrade: websocket'];
    const headers = [...asking, 'Sec-WebSocket-Version: 13', `Sec-WebSocket-Key: ${key}`];
    raw.write(`GET / HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
    const [answer] = (await once(raw, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1.1 101 /);
    // One masked frame of text that is no JSON, and then nothing: not the frame that a close asks for.
    raw.write(Buffer.from([0x81, 0x81, 0, 0, 0, 0, 0x7b]));
    raw.resume();
    await once(raw, 'close');
  });
});
