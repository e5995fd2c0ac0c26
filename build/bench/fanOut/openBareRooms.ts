import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { RawSocket } from '../clients/index.ts';
import { cpuSecondsOfTree, PRODUCT_CORE, spawnPinned } from '../harness/index.ts';
import { makeMany } from './FanOutRooms.ts';
import type { FanOutRoom, FanOutRooms, RoomsSize } from './FanOutRooms.ts';

/** The same rooms at a server of a few lines. */
export async function openBareRooms({ rooms, members }: RoomsSize): Promise<FanOutRooms> {
  const program = join(import.meta.dirname, 'bare', 'server.ts');
  const child = spawnPinned(PRODUCT_CORE, process.execPath, [program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const stop = async () => {
    const ended = once(child, 'exit');
    child.disconnect();
    await ended;
  };
  try {
    const [address] = z
      .tuple([z.object({ port: z.int() })])
      .parse((await once(child, 'message')).slice(0, 1));
    const url = `http://127.0.0.1:${address.port}`;
    const opened: FanOutRoom[] = [];
    for (let room = 0; room < rooms; room += 1) {
      opened.push(await openRoom(url, `meeting:${randomUUID()}`, members));
    }
    return {
      rooms: opened,
      eventName: 'meeting:rosterChanged',
      cpu: () => cpuSecondsOfTree(child.pid ?? NaN),
      close: async () => {
        for (const { members: sockets } of opened) sockets.forEach((socket) => socket.close());
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openRoom(url: string, room: string, count: number): Promise<FanOutRoom> {
  const members = await makeMany(count, async () => {
    const socket = await RawSocket.connect(url);
    await socket.request('join', room);
    return socket;
  });
  const id = randomUUID();
  let isMicOn = true;
  return {
    members,
    toggle: async () => {
      isMicOn = !isMicOn;
      await members[0]?.request('toggle', { room, id, isMicOn });
    },
  };
}
