import { createSocket, type RemoteInfo, type Socket, type SocketOptions } from 'node:dgram';
import { once } from 'node:events';
import { DelayLine } from './DelayLine.ts';
import type { Link } from './Link.ts';

/** A key frame to several viewers is a burst, which a busy event loop takes up late. */
const BUFFER_BYTES = 4 * 1024 * 1024;

const OPTIONS: SocketOptions = {
  type: 'udp4',
  recvBufferSize: BUFFER_BYTES,
  sendBufferSize: BUFFER_BYTES,
  // Every address is a number already; Node would otherwise look each of them up, for each packet.
  lookup: (host, _options, done) => done(null, host, 4),
};

export interface Endpoint {
  address: string;
  port: number;
}

export interface UdpRelayOptions {
  target: Endpoint;
  up: Link;
  down: Link;
  /** The address that the client has for the server at this time. */
  sourceAddress: string;
}

interface Flow {
  client: RemoteInfo;
  upstream: Socket;
  /** False from the moment in which it may have no answers any more. */
  isLive: boolean;
}

interface Packet {
  flow: Flow;
  data: Buffer;
}

export interface PacketCounts {
  forwarded: number;
  lost: number;
  /** Came while the path was cut. */
  cut: number;
}

/** One UDP port of a server as a client sees it through its path. */
export class UdpRelay {
  readonly counts: PacketCounts = { forwarded: 0, lost: 0, cut: 0 };
  readonly port: number;
  readonly #socket: Socket;
  readonly #options: UdpRelayOptions;
  readonly #flows = new Map<string, Flow>();
  readonly #up = new DelayLine<Packet>(({ flow, data }) => this.#sendUp(flow, data));
  readonly #down = new DelayLine<Packet>(({ flow, data }) => this.#sendDown(flow, data));
  #sourceAddress: string;
  #isCut = false;
  #closed = false;

  static async open(options: UdpRelayOptions): Promise<UdpRelay> {
    const socket = createSocket(OPTIONS);
    // A look-up that answers at once makes it listen before `bind` returns.
    const listening = once(socket, 'listening');
    socket.bind(0, '127.0.0.1');
    await listening;
    return new UdpRelay(socket, options);
  }

  private constructor(socket: Socket, options: UdpRelayOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#sourceAddress = options.sourceAddress;
    this.port = socket.address().port;
    socket.on('message', (data, client) => this.#handleUp(data, client));
  }

  /** What is under way is lost too. */
  setCut(isCut: boolean): void {
    this.#isCut = isCut;
    if (!isCut) return;
    this.counts.cut += this.#up.take().length + this.#down.take().length;
  }

  /** As behind a NAT that forgot: the next packets come from elsewhere, answers to the old place are lost. */
  changeAddress(sourceAddress: string): void {
    this.#sourceAddress = sourceAddress;
    for (const flow of this.#flows.values()) endFlow(flow);
    this.#flows.clear();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#up.take();
    this.#down.take();
    for (const flow of this.#flows.values()) endFlow(flow);
    this.#socket.close();
  }

  #handleUp(data: Buffer, client: RemoteInfo): void {
    const key = `${client.address}:${client.port}`;
    let flow = this.#flows.get(key);
    if (!flow) {
      flow = this.#openFlow(client);
      this.#flows.set(key, flow);
    }
    this.#forward(this.#up, this.#options.up, { flow, data });
  }

  #openFlow(client: RemoteInfo): Flow {
    const upstream = createSocket(OPTIONS).bind(0, this.#sourceAddress);
    const flow: Flow = { client, upstream, isLive: true };
    upstream.on('message', (data, { port }) => {
      if (port === this.#options.target.port)
        this.#forward(this.#down, this.#options.down, { flow, data });
    });
    return flow;
  }

  #forward(line: DelayLine<Packet>, link: Link, packet: Packet): void {
    if (this.#isCut) {
      this.counts.cut += 1;
      return;
    }
    const now = performance.now();
    const dueAt = link.loses() ? null : link.admit(packet.data.length, now);
    if (dueAt === null) this.counts.lost += 1;
    else line.push(packet, dueAt);
  }

  #sendUp({ upstream, isLive }: Flow, data: Buffer): void {
    const { address, port } = this.#options.target;
    if (!isLive) return;
    this.counts.forwarded += 1;
    // A port that nobody listens on at the moment is the same as a lost packet.
    upstream.send(data, port, address, () => undefined);
  }

  #sendDown({ client, isLive }: Flow, data: Buffer): void {
    if (!isLive) return;
    this.counts.forwarded += 1;
    this.#socket.send(data, client.port, client.address, () => undefined);
  }
}

function endFlow(flow: Flow): void {
  flow.isLive = false;
  flow.upstream.close();
}
