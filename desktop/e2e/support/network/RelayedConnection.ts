import { connect, type Socket } from 'node:net';
import type { Link } from './Link.ts';
import { SYN_RTO_MS } from './retransmission.ts';
import { type Segment, TcpDirection } from './TcpDirection.ts';
import type { Endpoint } from './UdpRelay.ts';

export interface RelayedConnectionOptions {
  target: Endpoint;
  up: Link;
  down: Link;
  /** Where the server sees this connection come from. */
  sourceAddress: string;
  isCut: boolean;
  onClose(): void;
}

/** One TCP connection of a client, and the one made for it to the server. */
export class RelayedConnection {
  readonly #client: Socket;
  readonly #options: RelayedConnectionOptions;
  readonly #up: TcpDirection;
  readonly #down: TcpDirection;
  #server: Socket | null = null;
  #isAbandoned = false;

  constructor(client: Socket, options: RelayedConnectionOptions) {
    this.#client = client;
    this.#options = options;
    const { isCut } = options;
    this.#up = new TcpDirection(
      {
        link: options.up,
        firstRtoMs: isCut ? SYN_RTO_MS : null,
        deliver: (segment) => this.#handleUp(segment),
        onBacklog: (isFull) => setFlow(client, isFull),
      },
      isCut,
    );
    this.#down = new TcpDirection(
      {
        link: options.down,
        firstRtoMs: null,
        deliver: (segment) => write(client, segment),
        onBacklog: (isFull) => this.#server && setFlow(this.#server, isFull),
      },
      isCut,
    );
    this.#read(client, this.#up);
    this.#up.send({ kind: 'open' });
  }

  setCut(isCut: boolean): void {
    if (this.#isAbandoned) return;
    this.#up.setCut(isCut);
    this.#down.setCut(isCut);
  }

  /** The client's end breaks; the server hears nothing of it, as when a client has moved away. */
  abandon(): void {
    this.setCut(true);
    this.#isAbandoned = true;
    this.#client.resetAndDestroy();
  }

  close(): void {
    this.#up.close();
    this.#down.close();
    this.#client.destroy();
    this.#server?.destroy();
    this.#options.onClose();
  }

  #handleUp(segment: Segment): void {
    if (segment.kind === 'open') this.#open();
    else if (this.#server) write(this.#server, segment);
  }

  #open(): void {
    const { target, sourceAddress } = this.#options;
    this.#server = connect({
      host: target.address,
      port: target.port,
      localAddress: sourceAddress,
      allowHalfOpen: true,
      noDelay: true,
    });
    this.#read(this.#server, this.#down);
  }

  #read(socket: Socket, direction: TcpDirection): void {
    socket.on('data', (data) => direction.send({ kind: 'data', data }));
    socket.on('end', () => direction.send({ kind: 'end' }));
    // Whatever broke it, the other side sees it break.
    socket.on('error', () => direction.send({ kind: 'reset' }));
    socket.on('close', () => {
      if (this.#client.destroyed && this.#server?.destroyed !== false) this.close();
    });
  }
}

function write(socket: Socket, segment: Segment): void {
  if (socket.destroyed) return;
  if (segment.kind === 'data') socket.write(segment.data);
  else if (segment.kind === 'end') socket.end();
  else socket.resetAndDestroy();
}

function setFlow(socket: Socket, isFull: boolean): void {
  if (isFull) socket.pause();
  else socket.resume();
}
