import { io, type Socket } from 'socket.io-client';
import {
  EVENT_NAMES,
  PROTOCOL_VERSION,
  type EventName,
  type EventPayload,
  type Reply,
  type RequestArgument,
  type RequestName,
  type RequestOutput,
} from '../../../shared/contracts/index.ts';

interface Received {
  name: EventName;
  payload: unknown;
}

/** A client with nothing of ours in it but the contracts: what it sees is what the wire carries. */
export class SocketClient {
  readonly socket: Socket;
  readonly received: Received[] = [];
  #wake: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    for (const name of EVENT_NAMES) {
      socket.on(name, (payload: unknown) => {
        this.received.push({ name, payload });
        this.#notify();
      });
    }
    socket.on('disconnect', () => this.#notify());
  }

  /** @throws what the server refused the handshake with, as `{code, message}` */
  static async connect(
    url: string,
    auth: Record<string, unknown> = { protocolVersion: PROTOCOL_VERSION },
    options: { extraHeaders?: Record<string, string> } = {},
  ): Promise<SocketClient> {
    const socket = io(url, {
      auth,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      ...options,
    });
    const client = new SocketClient(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.close();
        reject(Object.assign(error, (error as { data?: object }).data));
      });
    });
    return client;
  }

  reply<N extends RequestName>(
    name: N,
    input: RequestArgument<N>,
  ): Promise<Reply<RequestOutput<N>>> {
    return this.send(name, input) as Promise<Reply<RequestOutput<N>>>;
  }

  /** @throws the error of the reply, as `{code, message}` */
  async call<N extends RequestName>(name: N, input: RequestArgument<N>): Promise<RequestOutput<N>> {
    const reply = await this.reply(name, input);
    if (reply.ok) return reply.data;
    throw Object.assign(new Error(reply.error.message), reply.error);
  }

  /** Whatever, as a hostile client would. */
  send(name: string, ...args: unknown[]): Promise<unknown> {
    return this.socket.timeout(10_000).emitWithAck(name, ...args);
  }

  /** @returns the first event of that name that fits, also one that has come already */
  async event<N extends EventName>(
    name: N,
    fits: (payload: EventPayload<N>) => boolean = () => true,
  ): Promise<EventPayload<N>> {
    const find = () =>
      this.received.find(
        (one): one is Received & { payload: EventPayload<N> } =>
          one.name === name && fits(one.payload as EventPayload<N>),
      );
    await this.until(() => find() !== undefined);
    const found = find();
    if (!found) throw new Error(`no ${name}`);
    return found.payload;
  }

  async closed(): Promise<void> {
    await this.until(() => this.socket.disconnected);
  }

  count(name: EventName): number {
    return this.received.filter((one) => one.name === name).length;
  }

  close(): void {
    this.socket.close();
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => this.#wake.push(resolve));
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
