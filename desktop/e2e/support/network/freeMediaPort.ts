import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** @returns a port that is free for UDP and TCP at this moment, on every address of this machine */
export async function freeMediaPort(): Promise<number> {
  for (;;) {
    const udp = createSocket('udp4').bind(0, '0.0.0.0');
    await once(udp, 'listening');
    const { port } = udp.address();
    const tcp = createServer();
    try {
      tcp.listen(port, '0.0.0.0');
      await once(tcp, 'listening');
      return port;
    } catch {
      // Somebody else has it for TCP: the next one.
    } finally {
      udp.close();
      tcp.close();
    }
  }
}
