import { Link, type Conditions } from './Link.ts';
import { seededRandom } from './seededRandom.ts';
import { TcpRelay } from './TcpRelay.ts';
import { type PacketCounts, UdpRelay } from './UdpRelay.ts';

/** What a cable carries of us: each can be cut alone. */
export type Carried = 'udp' | 'mediaTcp' | 'signalling';
const ALL: readonly Carried[] = ['udp', 'mediaTcp', 'signalling'];

export interface ClientPathOptions {
  /** HTTP and sockets. */
  serverUrl: string;
  /** UDP and TCP of each media worker. */
  mediaPorts: readonly number[];
  /** Which packets a loss takes follows from it. */
  seed?: number;
}

/** How a server's media port is reached over a path. */
export interface MediaDetour {
  serverPort: number;
  udpPort: number;
  tcpPort: number;
}

/** Linux answers on all of 127.0.0.0/8: each path has 254 addresses to come from. */
let paths = 0;

/**
 * The network between one client and the server, in this process: everything that the client sends and gets
 * passes here. For the page to send its media here too, see `steerMedia`.
 */
export class ClientPath {
  /** Where the client finds the server. */
  readonly url: string;
  readonly up: Link;
  readonly down: Link;
  readonly detours: readonly MediaDetour[];
  readonly #signalling: TcpRelay;
  readonly #udp: readonly UdpRelay[];
  readonly #mediaTcp: readonly TcpRelay[];
  readonly #network: number;
  #host = 1;

  static async open(options: ClientPathOptions): Promise<ClientPath> {
    const random = seededRandom(options.seed ?? 1);
    const up = new Link(random);
    const down = new Link(random);
    const network = (paths += 1);
    const common = { up, down, sourceAddress: toAddress(network, 1) };
    const { hostname, port } = new URL(options.serverUrl);
    const signalling = await TcpRelay.open({
      ...common,
      target: { address: hostname, port: Number(port) },
    });
    const targets = options.mediaPorts.map((media) => ({ address: '127.0.0.1', port: media }));
    const udp = targets.map((target) => UdpRelay.open({ ...common, target }));
    const mediaTcp = targets.map((target) => TcpRelay.open({ ...common, target }));
    return new ClientPath(network, options.mediaPorts, {
      links: [up, down],
      signalling,
      udp: await Promise.all(udp),
      mediaTcp: await Promise.all(mediaTcp),
    });
  }

  private constructor(
    network: number,
    mediaPorts: readonly number[],
    parts: {
      links: [up: Link, down: Link];
      signalling: TcpRelay;
      udp: readonly UdpRelay[];
      mediaTcp: readonly TcpRelay[];
    },
  ) {
    this.#network = network;
    [this.up, this.down] = parts.links;
    this.#signalling = parts.signalling;
    this.#udp = parts.udp;
    this.#mediaTcp = parts.mediaTcp;
    this.url = `http://127.0.0.1:${parts.signalling.port}`;
    this.detours = mediaPorts.map((serverPort, index) => ({
      serverPort,
      udpPort: parts.udp[index]?.port ?? 0,
      tcpPort: parts.mediaTcp[index]?.port ?? 0,
    }));
  }

  /** Media datagrams in both directions so far. */
  get counts(): PacketCounts {
    const sum = { forwarded: 0, lost: 0, cut: 0 };
    for (const { counts } of this.#udp) {
      sum.forwarded += counts.forwarded;
      sum.lost += counts.lost;
      sum.cut += counts.cut;
    }
    return sum;
  }

  /** Both ways alike; `up` and `down` can also be set apart. */
  set(conditions: Partial<Conditions>): void {
    this.up.set(conditions);
    this.down.set(conditions);
  }

  /** Pulls the cable: everything vanishes without a word, both ways; TCP connections stay and are mute. */
  cut(carried: readonly Carried[] = ALL): void {
    this.#setCut(carried, true);
  }

  /** What TCP had under way comes with its next retransmission, see `retransmission.ts`. */
  restore(): void {
    this.#setCut(ALL, false);
  }

  /**
   * The client is somewhere else from now on: its TCP connections break on its side, of which the server
   * hears nothing, and its datagrams come from another address and port.
   */
  changeAddress(): void {
    this.#host = (this.#host % 254) + 1;
    const address = toAddress(this.#network, this.#host);
    for (const relay of [this.#signalling, ...this.#udp, ...this.#mediaTcp]) {
      relay.changeAddress(address);
    }
  }

  close(): void {
    for (const relay of [this.#signalling, ...this.#udp, ...this.#mediaTcp]) relay.close();
  }

  #setCut(carried: readonly Carried[], isCut: boolean): void {
    const relays = {
      udp: this.#udp,
      mediaTcp: this.#mediaTcp,
      signalling: [this.#signalling],
    };
    for (const part of carried) for (const relay of relays[part]) relay.setCut(isCut);
  }
}

const toAddress = (network: number, host: number): string =>
  `127.${1 + (Math.floor(network / 256) % 254)}.${network % 256}.${host}`;
