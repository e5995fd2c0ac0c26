import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';

const HOST = '127.0.0.1';

/** Between a client and a media port: passes everything on, keeps what the client sent, and can add to it. */
export class UdpTap {
  /** What the client sent, oldest first. */
  readonly recorded: Buffer[] = [];
  readonly #near: Socket;
  readonly #far: Socket;
  readonly #mediaPort: number;
  #client: RemoteInfo | null = null;

  static async open(mediaPort: number, mostRecorded: number): Promise<UdpTap> {
    const tap = new UdpTap(mediaPort, mostRecorded);
    for (const socket of [tap.#near, tap.#far]) {
      socket.bind(0, HOST);
      await once(socket, 'listening');
    }
    return tap;
  }

  private constructor(mediaPort: number, mostRecorded: number) {
    this.#mediaPort = mediaPort;
    this.#near = createSocket('udp4');
    this.#far = createSocket('udp4');
    this.#near.on('message', (packet, client) => {
      this.#client = client;
      if (this.recorded.length < mostRecorded) this.recorded.push(Buffer.from(packet));
      this.inject(packet);
    });
    this.#far.on('message', (packet) => {
      if (this.#client) this.#near.send(packet, this.#client.port, this.#client.address);
    });
  }

  /** Where the client shall send to. */
  get port(): number {
    return this.#near.address().port;
  }

  /** From the very address that the server knows the client by. */
  inject(packet: Buffer): void {
    this.#far.send(packet, this.#mediaPort, HOST);
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }
}
