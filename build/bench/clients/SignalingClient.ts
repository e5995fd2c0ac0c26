import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import {
  PROTOCOL_VERSION,
  type EventName,
  type EventPayload,
  type Reply,
  type RequestArgument,
  type RequestName,
  type RequestOutput,
} from '../../../shared/contracts/index.ts';

const ANSWER_LIMIT_MS = 10_000;

/** A socket that speaks the protocol; what comes is not checked, so that it costs the generator little. */
export class SignalingClient {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** @throws what the server refused the handshake with */
  static async connect(url: string, accessToken?: string): Promise<SignalingClient> {
    const socket = io(url, {
      auth: { protocolVersion: PROTOCOL_VERSION, ...(accessToken && { accessToken }) },
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', (error) => {
        socket.close();
        reject(error);
      });
    });
    return new SignalingClient(socket);
  }

  /** @throws Error with the code and sentence of the server's refusal */
  async call<N extends RequestName>(name: N, input: RequestArgument<N>): Promise<RequestOutput<N>> {
    // A generator trusts the server that it measures; the integration tests do not.
    const answer = (await this.#socket.timeout(ANSWER_LIMIT_MS).emitWithAck(name, input)) as Reply<
      RequestOutput<N>
    >;
    if (answer.ok) return answer.data;
    throw new Error(`${name}: ${answer.error.code}: ${answer.error.message}`);
  }

  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): void {
    // socket.io cannot relate a generic event name to its payload type; the signature above does.
    this.#socket.on<string>(name, listener);
  }

  onDisconnect(listener: (reason: string) => void): void {
    this.#socket.on('disconnect', listener);
  }

  close(): void {
    this.#socket.close();
  }
}
