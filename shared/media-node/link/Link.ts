import type { RawData, WebSocket } from 'ws';
import type { z } from 'zod';
import { LINK_CLOSE } from '../../contracts/nodeLink.ts';

/** A message is an answer about one person's streams at most: a thousand of them are 1.5 MB. */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;
const PING_INTERVAL_MS = 2_000;
/** So many pings without a sign of life, and the other side is gone. */
const MISSED_PINGS = 4;
/** More than this waits to be sent: what can wait waits. */
const FULL_BYTES = 4 * 1024 * 1024;

export interface LinkEvents<In> {
  handleMessage(message: In): void;
  /** Once, whoever closed it. */
  handleClose(code: number, reason: string): void;
  /** What was full takes more again. */
  handleDrain?(): void;
}

/** One WebSocket after its handshake, on either side: typed messages, and a watch over the other side's life. */
export class Link<In, Out> {
  readonly #socket: WebSocket;
  readonly #schema: z.ZodType<In>;
  readonly #events: LinkEvents<In>;
  readonly #pings: NodeJS.Timeout;
  #missed = 0;
  #wasFull = false;

  constructor(socket: WebSocket, schema: z.ZodType<In>, events: LinkEvents<In>) {
    this.#socket = socket;
    this.#schema = schema;
    this.#events = events;
    socket.on('message', (data, isBinary) => this.#handleData(data, isBinary));
    socket.on('pong', () => {
      this.#missed = 0;
    });
    socket.once('close', (code, reason) => {
      clearInterval(this.#pings);
      events.handleClose(code, reason.toString());
    });
    this.#pings = setInterval(() => this.#ping(), PING_INTERVAL_MS);
  }

  get isFull(): boolean {
    return this.#socket.bufferedAmount > FULL_BYTES;
  }

  send(message: Out): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(JSON.stringify(message), () => this.#handleSent());
    this.#wasFull ||= this.isFull;
  }

  /** Reads nothing until `resume`: the other side's messages wait on its own machine. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  #handleData(data: RawData, isBinary: boolean): void {
    this.#missed = 0;
    const message = isBinary ? null : readMessage(this.#schema, data);
    if (message) this.#events.handleMessage(message);
    else this.#socket.close(LINK_CLOSE.violation, 'a message that is none of the contract');
  }

  #handleSent(): void {
    if (!this.#wasFull || this.isFull) return;
    this.#wasFull = false;
    this.#events.handleDrain?.();
  }

  #ping(): void {
    this.#missed += 1;
    // While it is paused, its pongs wait too.
    if (this.#missed > MISSED_PINGS && !this.#socket.isPaused) this.#socket.terminate();
    else if (this.#socket.readyState === this.#socket.OPEN) this.#socket.ping();
  }
}

/** @returns null for whatever is no message of this kind */
export function readMessage<T>(schema: z.ZodType<T>, data: RawData): T | null {
  try {
    // `ws` gives text as one Buffer, as long as nobody sets another binaryType.
    const given: unknown = JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '');
    return schema.safeParse(given).data ?? null;
  } catch {
    return null;
  }
}
