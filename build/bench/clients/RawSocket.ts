import { WebSocket } from 'ws';
import {
  PROTOCOL_VERSION,
  type EventName,
  type Reply,
  type RequestArgument,
  type RequestName,
  type RequestOutput,
} from '../../../shared/contracts/index.ts';

const ANSWER_LIMIT_MS = 30_000;
/** As desktop/client/signaling has it: a handshake that takes longer is tried anew. */
const OPEN_LIMIT_MS = 8_000;

interface ConnectOptions {
  accessToken?: string;
  /** The address it seems to come from, said as a proxy on this machine says it. */
  address?: string;
}

/**
 * The protocol by a bare WebSocket: Engine.IO 4 and Socket.IO 5 framing by hand. By the thousand,
 * socket.io's own client would take more time and memory than the server that is measured.
 */
export class RawSocket {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (reply: unknown) => void>();
  readonly #ready = Promise.withResolvers<void>();
  readonly #auth: object;
  #count = 0;
  #listener: ((name: string) => void) | null = null;

  /** @throws when the server refuses */
  static async connect(url: string, options: ConnectOptions = {}): Promise<RawSocket> {
    const socket = new RawSocket(url, options);
    const limit = setTimeout(() => socket.close(), OPEN_LIMIT_MS);
    try {
      await socket.#ready.promise;
    } catch (error) {
      socket.close();
      throw error;
    } finally {
      clearTimeout(limit);
    }
    return socket;
  }

  private constructor(url: string, { accessToken, address }: ConnectOptions) {
    this.#auth = { protocolVersion: PROTOCOL_VERSION, ...(accessToken && { accessToken }) };
    const target = `${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`;
    this.#socket = new WebSocket(target, {
      perMessageDeflate: false,
      headers: address === undefined ? {} : { 'x-forwarded-for': address },
    });
    this.#socket.on('message', (data) => {
      // Whole messages come as one buffer unless asked for otherwise.
      if (Buffer.isBuffer(data)) this.#handle(data.toString());
    });
    this.#socket.on('error', (error) => this.#ready.reject(error));
    this.#socket.on('close', () => this.#ready.reject(new Error('the server closed the socket')));
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  /** @throws Error with the code and sentence of the server's refusal */
  async call<N extends RequestName>(name: N, input: RequestArgument<N>): Promise<RequestOutput<N>> {
    // A generator trusts the server that it measures; the integration tests do not.
    const reply = (await this.request(name, input)) as Reply<RequestOutput<N>>;
    if (reply.ok) return reply.data;
    throw new Error(`${name}: ${reply.error.code}: ${reply.error.message}`);
  }

  /** Whatever server it is. @returns the first argument of the acknowledgement */
  request(name: string, input: unknown): Promise<unknown> {
    const id = this.#count;
    this.#count += 1;
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error(`${name}: no answer within ${ANSWER_LIMIT_MS / 1000} s`));
      }, ANSWER_LIMIT_MS);
      this.#waiting.set(id, (reply) => {
        clearTimeout(limit);
        resolve(reply);
      });
      this.#socket.send(`42${id}${JSON.stringify([name, input])}`);
    });
  }

  /** Hears the name of every event; its payload is not even parsed. */
  onEvent(listener: (name: EventName | (string & {})) => void): void {
    this.#listener = listener;
  }

  onClose(listener: () => void): void {
    this.#socket.on('close', listener);
  }

  close(): void {
    this.#socket.terminate();
  }

  #handle(text: string): void {
    if (text === '2') this.#socket.send('3');
    else if (text.startsWith('42')) this.#listener?.(eventNameOf(text));
    else if (text.startsWith('43')) this.#handleReply(text);
    else if (text.startsWith('40')) this.#ready.resolve();
    else if (text.startsWith('44')) this.#ready.reject(new Error(`refused: ${text.slice(2)}`));
    else if (text.startsWith('0')) this.#socket.send(`40${JSON.stringify(this.#auth)}`);
  }

  #handleReply(text: string): void {
    const start = text.indexOf('[');
    const id = Number(text.slice(2, start));
    const reply: unknown = JSON.parse(text.slice(start));
    this.#waiting.get(id)?.(Array.isArray(reply) ? reply[0] : undefined);
    this.#waiting.delete(id);
  }
}

/** Of `42["name",payload]`. */
function eventNameOf(text: string): string {
  return text.slice(4, text.indexOf('"', 4));
}
