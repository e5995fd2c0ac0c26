import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';

interface Line {
  client: Socket;
  database: Socket;
}

/** Stands between the server and its PostgreSQL, and can be the network or the machine that fails. */
export class DatabaseProxy {
  readonly #target: URL;
  readonly #lines = new Set<Line>();
  #server: Server | null = null;
  #port = 0;
  #loseAnswerTo: string | null = null;

  private constructor(target: string) {
    this.#target = new URL(target);
  }

  /** @param target the address of an embedded PostgreSQL, which listens on a Unix socket */
  static async start(target: string): Promise<DatabaseProxy> {
    const proxy = new DatabaseProxy(target);
    await proxy.open();
    return proxy;
  }

  /** What the server is told to connect to. */
  get url(): string {
    const url = new URL(this.#target);
    url.search = '';
    url.hostname = '127.0.0.1';
    url.port = String(this.#port);
    return url.href;
  }

  /** Listens again, at the same port. */
  async open(): Promise<void> {
    if (this.#server) return;
    this.#server = createServer((client) => this.#join(client)).listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    const address = this.#server.address();
    if (typeof address === 'object' && address) this.#port = address.port;
  }

  /** Nothing listens any more, and what was connected is not. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const line of [...this.#lines]) this.#cut(line);
    if (!server) return;
    server.close();
    await once(server, 'close');
  }

  /** The next time that something with this text is asked, PostgreSQL does it and nobody hears of it. */
  loseAnswerTo(text: string): void {
    this.#loseAnswerTo = text;
  }

  get hasLostAnswer(): boolean {
    return this.#loseAnswerTo === null;
  }

  #join(client: Socket): void {
    const folder = this.#target.searchParams.get('host') ?? '';
    const database = connect(join(folder, `.s.PGSQL.${this.#target.port}`));
    const line = { client, database };
    this.#lines.add(line);
    let isLosing = false;
    client.on('data', (chunk) => {
      if (this.#loseAnswerTo !== null && chunk.includes(this.#loseAnswerTo)) {
        isLosing = true;
        this.#loseAnswerTo = null;
      }
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      if (isLosing) this.#cut(line);
      else client.write(chunk);
    });
    for (const socket of [client, database]) {
      socket.on('error', () => undefined);
      socket.on('close', () => this.#cut(line));
    }
  }

  #cut(line: Line): void {
    this.#lines.delete(line);
    line.client.destroy();
    line.database.destroy();
  }
}
