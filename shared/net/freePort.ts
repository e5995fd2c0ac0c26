import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { once } from 'node:events';

const TRIES = 50;
/**
 * Below what systems give to outgoing connections (Linux from 32768, others from 49152): one of those could have
 * taken the port, for TCP only, while a worker that died is being replaced on it.
 */
const FIRST_PORT = 20_000;
const LAST_PORT = 32_767;

/** @returns a port that is free for UDP and TCP at this moment on `ip` */
export async function freePort(ip: string): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const port = FIRST_PORT + Math.floor(Math.random() * (LAST_PORT - FIRST_PORT + 1));
    if ((await isFreeForTcp(ip, port)) && (await isFreeForUdp(ip, port))) return port;
  }
  throw new Error(`found no port on ${ip} that is free for UDP and TCP`);
}

async function isFreeForTcp(ip: string, port: number): Promise<boolean> {
  const server = createServer();
  try {
    server.listen(port, ip);
    await once(server, 'listening');
  } catch {
    // Somebody else has it: the caller tries another.
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

async function isFreeForUdp(ip: string, port: number): Promise<boolean> {
  const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind(port, ip);
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
