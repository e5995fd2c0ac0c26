import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { RelayedConnection, type RelayedConnectionOptions } from './RelayedConnection.ts';

export type TcpRelayOptions = Pick<
  RelayedConnectionOptions,
  'target' | 'up' | 'down' | 'sourceAddress'
>;

/** One TCP port of a server as a client sees it through its path. */
export class TcpRelay {
  readonly port: number;
  readonly #server: Server;
  readonly #options: TcpRelayOptions;
  readonly #connections = new Set<RelayedConnection>();
  #sourceAddress: string;
  #isCut = false;

  static async open(options: TcpRelayOptions): Promise<TcpRelay> {
    const server = createServer({ allowHalfOpen: true, noDelay: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TcpRelay(server, options);
  }

  private constructor(server: Server, options: TcpRelayOptions) {
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no TCP port was given');
    this.port = address.port;
    this.#server = server;
    this.#options = options;
    this.#sourceAddress = options.sourceAddress;
    server.on('connection', (client) => this.#accept(client));
  }

  /** Connections stay, and are mute. */
  setCut(isCut: boolean): void {
    this.#isCut = isCut;
    for (const connection of this.#connections) connection.setCut(isCut);
  }

  changeAddress(sourceAddress: string): void {
    this.#sourceAddress = sourceAddress;
    for (const connection of this.#connections) connection.abandon();
  }

  close(): void {
    this.#server.close();
    for (const connection of [...this.#connections]) connection.close();
  }

  #accept(client: Socket): void {
    const connection: RelayedConnection = new RelayedConnection(client, {
      ...this.#options,
      sourceAddress: this.#sourceAddress,
      isCut: this.#isCut,
      onClose: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
  }
}
