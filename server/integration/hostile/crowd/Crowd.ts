import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { PROTOCOL_VERSION } from '../../../../shared/contracts/index.ts';
import { until } from '../../support/ApiClient.ts';

const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const BATCH = 200;
const SLOW_BYTE_MS = 500;
/** Few enough for every one of them to get in [P6]; of this machine, which answers to all of 127.0.0.0/8. */
const SOCKETS_PER_ADDRESS = 500;
/** Whoever was turned away is gone after half a second [P6], and everybody else is heard out for four from when they came. */
const BORNE_MS = 3_000;

/** Ways to take a socket of a server without ever saying who one is. */
export const CROWD_KINDS = [
  /** Connects, and says nothing. */
  'silent',
  /** Sends headers without end, some bytes at a time. */
  'slowHeaders',
  /** A WebSocket without a socket.io handshake in it. */
  'noNamespace',
  /** A WebSocket with the handshake of a guest, who then joins nothing. */
  'idleGuest',
  /** Polls, and never says who it is. */
  'polling',
] as const;
export type CrowdKind = (typeof CROWD_KINDS)[number];

/** One of the crowd, and how long the server bore with it. */
interface Member {
  kind: CrowdKind;
  socket: Socket;
  /** What it says after its first words would otherwise come before them, and be refused as no request at all. */
  hasSpoken: boolean;
  /** Before the server can have known of it, however late a busy machine says that it was opened. */
  calledAt: number;
  openedAt: number;
  /** Infinity: it is still there. */
  goneAt: number;
  /** null: it is still there. */
  lastedMs: number | null;
}

/** Many sockets of nobody. */
export class Crowd {
  readonly #url: URL;
  readonly #members: Member[] = [];
  readonly #slowly: NodeJS.Timeout;

  constructor(url: string) {
    this.#url = new URL(url);
    this.#slowly = setInterval(() => this.#sendSlowly(), SLOW_BYTE_MS);
  }

  get open(): number {
    return this.#members.filter(({ lastedMs }) => lastedMs === null).length;
  }

  /** How many the server took and heard out: of one that was refused it has not borne anything. */
  get borne(): number {
    return this.#members.filter(({ goneAt, calledAt }) => goneAt - calledAt >= BORNE_MS).length;
  }

  /** Comes in batches, so that it is the server's patience that is tried, and not its backlog. */
  async come(count: number): Promise<void> {
    for (let from = 0; from < count; from += BATCH) {
      const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) =>
        this.#add(from + index),
      );
      await Promise.all(batch);
    }
  }

  /** Resolves when the server has closed all of them. @returns the longest that one lasted, by kind, milliseconds */
  async gone(limitMs: number): Promise<Record<CrowdKind, number>> {
    await until(() => this.open === 0, limitMs).catch(() => undefined);
    const longest = (kind: CrowdKind) =>
      Math.max(
        ...this.#members
          .filter((member) => member.kind === kind)
          .map(({ lastedMs }) => lastedMs ?? Infinity),
      );
    return {
      silent: longest('silent'),
      slowHeaders: longest('slowHeaders'),
      noNamespace: longest('noNamespace'),
      idleGuest: longest('idleGuest'),
      polling: longest('polling'),
    };
  }

  close(): void {
    clearInterval(this.#slowly);
    for (const { socket } of this.#members) socket.destroy();
  }

  async #add(index: number): Promise<void> {
    const kind = CROWD_KINDS[index % CROWD_KINDS.length] ?? 'silent';
    const calledAt = performance.now();
    const socket = connect({
      port: Number(this.#url.port),
      host: this.#url.hostname,
      localAddress: `127.0.1.${1 + Math.floor(index / SOCKETS_PER_ADDRESS)}`,
    });
    socket.on('error', () => undefined);
    const member: Member = {
      kind,
      socket,
      hasSpoken: false,
      calledAt,
      openedAt: calledAt,
      goneAt: Infinity,
      lastedMs: null,
    };
    const end = () => {
      if (member.lastedMs !== null) return;
      member.goneAt = performance.now();
      member.lastedMs = member.goneAt - member.openedAt;
    };
    socket.once('close', end);
    // Half closed by the server is closed: Node's own socket then ends its half.
    socket.once('end', end);
    this.#members.push(member);
    await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
    member.openedAt = performance.now();
    socket.write(this.#firstWords(kind));
    member.hasSpoken = true;
    if (kind === 'idleGuest') await this.#shakeHands(socket);
    if (kind === 'polling') this.#poll(socket, end);
    else socket.resume();
  }

  #firstWords(kind: CrowdKind): string {
    const { host } = this.#url;
    const open = (transport: string, headers: string) =>
      `GET /socket.io/?EIO=4&transport=${transport} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`;
    switch (kind) {
      case 'silent':
        return '';
      case 'slowHeaders':
        return `GET /api/v1/server HTTP/1.1\r\nHost: ${host}\r\n`;
      case 'noNamespace':
      case 'idleGuest':
        return open('websocket', UPGRADE);
      case 'polling':
        return open('polling', '');
    }
  }

  /** Engine.io's greeting, answered with the handshake of a guest in a masked WebSocket frame. */
  async #shakeHands(socket: Socket): Promise<void> {
    await this.#awaitAnswer(socket);
    const text = Buffer.from(`40{"protocolVersion":${PROTOCOL_VERSION}}`);
    // A mask of zeros leaves the text as it is.
    const header = Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]);
    socket.write(Buffer.concat([header, text]));
    socket.resume();
  }

  /** The second poll is answered when the session is over; the connection itself may then carry other requests. */
  #poll(socket: Socket, end: () => void): void {
    let text = '';
    let isAsked = false;
    socket.on('data', (chunk) => {
      if (isAsked) {
        end();
        socket.destroy();
        return;
      }
      // Headers and body may come apart: what is left of the first answer is not the second.
      text += String(chunk);
      const sid = /"sid":"([^"]+)".*}/s.exec(text)?.[1];
      if (sid === undefined) return;
      isAsked = true;
      const path = `/socket.io/?EIO=4&transport=polling&sid=${sid}`;
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${this.#url.host}\r\n\r\n`);
    });
  }

  async #awaitAnswer(socket: Socket): Promise<string> {
    const answered = once(socket, 'data').then(([chunk]: unknown[]) => String(chunk));
    const closed = once(socket, 'close').then(() => '');
    return Promise.race([answered, closed]).catch(() => '');
  }

  #sendSlowly(): void {
    for (const { kind, socket, hasSpoken, lastedMs } of this.#members) {
      if (kind === 'slowHeaders' && hasSpoken && lastedMs === null) socket.write('X: y\r\n');
    }
  }
}
