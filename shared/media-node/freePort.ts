import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { once } from 'node:events';

const TRIES = 20;

/** @returns a port that is free for UDP and TCP at this moment on `ip` */
export async function freePort(ip: string): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const tcp = createServer().listen(0, ip);
    await once(tcp, 'listening');
    const address = tcp.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const isFree = await isFreeForUdp(ip, port);
    tcp.close();
    await once(tcp, 'close');
    if (isFree) return port;
    if (attempt === TRIES) throw new Error(`found no port on ${ip} that is free for UDP and TCP`);
  }
}

async function isFreeForUdp(ip: string, port: number): Promise<boolean> {
  const socket = createSocket(ip.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind(port, ip);
    await once(socket, 'listening');
    return true;
  } catch {
    // Somebody else has it: the caller tries another.
    return false;
  } finally {
    socket.close();
  }
}
