import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../../../../shared/contracts/index.ts';
import { checkEvent } from './checkAnswers.ts';

const CONNECT_LIMIT_MS = 15_000;

/** What went wrong, in words; the same words for the same fault. */
export type Report = (fault: string) => void;

/** One actor of an attack: its socket, and everything that the server has given it. */
export class Attacker {
  readonly slots = new Map<string, string>();
  readonly #url: string;
  readonly #address: string;
  readonly #report: Report;
  #socket: Socket | null = null;
  #opening: Promise<Socket | null> | null = null;
  readonly #pending = new Set<(reply: unknown) => void>();

  constructor(url: string, address: string, report: Report) {
    this.#url = url;
    this.#address = address;
    this.#report = report;
  }

  /** Connects where there is no socket, as a client does that was thrown out. */
  async ensureConnected(): Promise<Socket | null> {
    if (this.#socket?.connected) return this.#socket;
    if (this.#opening) return this.#opening;
    const accessToken = this.slots.get('accessToken');
    const auth = { protocolVersion: PROTOCOL_VERSION, ...(accessToken && { accessToken }) };
    return this.connect(auth);
  }

  /** @returns null when the server refused, or another connection took its place */
  async connect(auth: unknown): Promise<Socket | null> {
    this.drop();
    const socket = io(this.#url, {
      // socket.io takes any object; what else it is given is the attack's point.
      auth: auth as Record<string, unknown>,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_LIMIT_MS,
      extraHeaders: { 'x-forwarded-for': this.#address },
    });
    this.#socket = socket;
    socket.onAny((name: string, ...payloads: unknown[]) => this.#handleEvent(name, payloads));
    socket.on('disconnect', () => this.#endWaiting());
    const opening = this.#opened(socket);
    this.#opening = opening;
    void opening.then(() => {
      if (this.#opening === opening) this.#opening = null;
    });
    return opening;
  }

  #opened(socket: Socket): Promise<Socket | null> {
    return new Promise((resolve) => {
      const giveUp = () => {
        this.#pending.delete(giveUp);
        clearTimeout(timer);
        socket.close();
        resolve(null);
      };
      // A socket that was refused without a word tells its client nothing either.
      const timer = setTimeout(() => {
        this.#report('a handshake that was never answered');
        giveUp();
      }, CONNECT_LIMIT_MS);
      this.#pending.add(giveUp);
      socket.once('connect_error', giveUp);
      socket.once('connect', () => {
        clearTimeout(timer);
        this.#pending.delete(giveUp);
        resolve(socket);
      });
    });
  }

  /** @returns the answer, or undefined when the socket was closed before one came */
  send(socket: Socket, name: string, args: unknown[], limitMs: number): Promise<unknown> {
    // Its end may have come in one packet with its beginning; socket.io would keep the message to itself then.
    if (!socket.connected) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const settle = (reply: unknown) => {
        if (!this.#pending.delete(settle)) return;
        clearTimeout(timer);
        resolve(reply);
      };
      const timer = setTimeout(() => {
        this.#report(`no answer to ${name}`);
        settle(undefined);
      }, limitMs);
      this.#pending.add(settle);
      socket.emit(name, ...args, settle);
    });
  }

  drop(): void {
    this.#socket?.close();
    this.#socket = null;
    this.#opening = null;
    this.#endWaiting();
  }

  #endWaiting(): void {
    for (const settle of [...this.#pending]) settle(undefined);
  }

  #handleEvent(name: string, payloads: unknown[]): void {
    const fault = checkEvent(name, payloads);
    if (fault !== null) this.#report(`${name}: ${fault}`);
    if (name === 'media:consumersAdded') rememberConsumers(payloads[0], this.slots);
  }
}

/** Keeps the ids of an answer under the names that slots have. */
export function rememberIds(data: unknown, slots: Map<string, string>): void {
  for (const name of ['participantId', 'sessionId', 'seatToken', 'producerId']) {
    keep(slots, name, at(data, name) ?? at(at(data, 'self'), name));
  }
  keep(slots, 'messageId', at(data, 'text') === undefined ? undefined : at(data, 'id'));
  const media = at(data, 'media') ?? data;
  keep(slots, 'sendTransportId', at(at(media, 'sendTransport'), 'id'));
  keep(slots, 'recvTransportId', at(at(media, 'recvTransport'), 'id'));
  rememberConsumers(media, slots);
}

function rememberConsumers(data: unknown, slots: Map<string, string>): void {
  keep(slots, 'consumerId', at(at(at(data, 'consumers'), '0'), 'id'));
}

function keep(slots: Map<string, string>, name: string, value: unknown): void {
  if (typeof value === 'string') slots.set(name, value);
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
