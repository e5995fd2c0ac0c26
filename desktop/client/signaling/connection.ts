import { io, type Socket } from 'socket.io-client';
import { z } from 'zod';
import {
  EVENT_NAMES,
  type EventName,
  type EventPayload,
  events,
  type Handshake,
  PROTOCOL_VERSION,
  type RequestArgument,
  type RequestName,
  type RequestOutput,
  requests,
  wireError,
  type WireError,
} from '../../../shared/contracts/index.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Clock } from '../platform/clock.ts';
import { LineWatch } from './LineWatch.ts';
import { connectionLost, readHandshakeError, toAppError } from './wireErrors.ts';

/** [R2] */
const ANSWER_LIMIT_MS = 10_000;
/** A token or a handshake that takes longer is tried anew. */
const OPEN_LIMIT_MS = 8000;

export type ServerEvent = { [N in EventName]: { name: N; payload: EventPayload<N> } }[EventName];

/** Who may ask the server things; media and meeting take this and no more. */
export interface Caller {
  /**
   * @param receive Gets the answer before any event that the server sent after it.
   * @throws AppError as the server answered, or `unavailable` when the connection is lost
   */
  call<N extends RequestName>(
    name: N,
    input: RequestArgument<N>,
    receive?: (output: RequestOutput<N>) => void,
  ): Promise<RequestOutput<N>>;
}

export interface Connection extends Caller {
  readonly isOpen: boolean;
  /** Nothing is heard of it afterwards but answers, within which a last word can be said; idempotent. */
  close(): void;
  /**
   * Ends it at once, for one that is there instead: what was asked and not answered is lost, and may be asked again
   * there. An answer that came late would be of a session that has gone on; idempotent.
   */
  abandon(): void;
}

/** What a connection tells; `lost` and `refused` are the last of it. */
export interface ConnectionListener {
  handleOpen(): void;
  /** It is open by its own account, and nothing is heard when something should be. */
  handleDoubt(): void;
  handleRelief(): void;
  handleRefused(error: WireError): void;
  handleLost(): void;
  handleEvent(event: ServerEvent): void;
}

export interface ConnectionDeps {
  clock: Clock;
  origin: string;
  getAccessToken(): Promise<string | null>;
}

const reply = z.union([
  z.object({ ok: z.literal(true), data: z.unknown() }),
  z.object({ ok: z.literal(false), error: wireError }),
]);

/** One socket, from its handshake to its end. It never comes back: whoever wants that opens another. */
export class SocketConnection implements Connection {
  readonly #listener: ConnectionListener;
  readonly #watch: LineWatch;
  #socket: Socket | null = null;
  #pendingCount = 0;
  #closed = false;

  constructor(deps: ConnectionDeps, listener: ConnectionListener) {
    this.#listener = listener;
    this.#watch = new LineWatch({
      clock: deps.clock,
      // Its answer, or any sign of the server, is all that is wanted; without one the line is lost anyway.
      check: () => void this.call('connection:check', {}).catch(() => undefined),
      onDoubt: () => this.#closed || this.#listener.handleDoubt(),
      onRelief: () => this.#closed || this.#listener.handleRelief(),
    });
    void this.#open(deps);
  }

  get isOpen(): boolean {
    return !this.#closed && this.#socket?.connected === true;
  }

  async call<N extends RequestName>(
    name: N,
    input: RequestArgument<N>,
    receive?: (output: RequestOutput<N>) => void,
  ): Promise<RequestOutput<N>> {
    const socket = this.#socket;
    if (!socket?.connected) throw connectionLost();
    this.#pendingCount += 1;
    const handleAnswered = this.#watch.handleAsked(name === 'connection:check');
    return new Promise((resolve, reject) => {
      socket.timeout(ANSWER_LIMIT_MS).emit(name, input, (failure: unknown, answer: unknown) => {
        handleAnswered();
        if (failure) {
          reject(connectionLost(failure));
          this.#lose();
        } else {
          try {
            const output = readAnswer(name, answer);
            receive?.(output);
            resolve(output);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        }
        // After the answer was taken in, which may have had a last thing to say.
        this.#pendingCount -= 1;
        if (this.#closed && this.#pendingCount === 0) socket.disconnect();
      });
    });
  }

  /**
   * What was asked is still answered, or given up by its own limit [R2]: socket.io's server drops a
   * request, such as the last goodbye, that arrives together with the end of its socket.
   */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#watch.close();
    if (this.#pendingCount === 0) this.#socket?.disconnect();
  }

  abandon(): void {
    this.#drop();
  }

  async #open(deps: ConnectionDeps): Promise<void> {
    const limit = setTimeout(() => this.#lose(), OPEN_LIMIT_MS);
    try {
      // Later than the constructor, so that whoever made this connection knows it before it speaks.
      const accessToken = await Promise.resolve().then(() => deps.getAccessToken());
      if (this.#closed) return;
      this.#listen(deps.origin, {
        protocolVersion: PROTOCOL_VERSION,
        ...(accessToken === null ? {} : { accessToken }),
      });
    } catch {
      // No token could be had: the server that gives them is the one we cannot reach.
      this.#lose();
    } finally {
      clearTimeout(limit);
    }
  }

  #listen(origin: string, auth: Handshake): void {
    const socket = io(origin, {
      auth,
      forceNew: true,
      // The session decides when to come back; see sessionMachine.ts.
      reconnection: false,
      timeout: OPEN_LIMIT_MS,
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
    });
    this.#socket = socket;
    const { engine } = socket.io;
    engine.on('handshake', ({ pingInterval }) => this.#watch.expectPings(pingInterval));
    engine.on('packet', () => this.#watch.handleHeard());
    socket.on('connect', () => this.#closed || this.#listener.handleOpen());
    socket.on('connect_error', (error) => {
      const refusal = readHandshakeError(error);
      if (refusal) this.#refuse(refusal);
      else this.#lose();
    });
    socket.on('disconnect', () => this.#lose());
    for (const name of EVENT_NAMES) {
      socket.on(name, (payload: unknown) => {
        const event = readEvent(name, payload);
        if (event && !this.#closed) this.#listener.handleEvent(event);
      });
    }
  }

  #refuse(error: WireError): void {
    if (this.#closed) return;
    this.#drop();
    this.#listener.handleRefused(error);
  }

  #lose(): void {
    if (this.#closed) return;
    this.#drop();
    this.#listener.handleLost();
  }

  #drop(): void {
    this.#closed = true;
    this.#watch.close();
    this.#socket?.disconnect();
  }
}

function readAnswer<N extends RequestName>(name: N, answer: unknown): RequestOutput<N> {
  const { data: given } = reply.safeParse(answer);
  if (given && !given.ok) throw toAppError(given.error);
  const output = requests[name].output.safeParse(given?.data);
  if (!output.success) {
    throw new AppError('protocol_violation', 'The server gave an answer that cannot be read.', {
      cause: output.error,
    });
  }
  // TypeScript cannot relate the schema found under a generic name to the output type of that name.
  return output.data as RequestOutput<N>;
}

/** @returns null for a payload that cannot be read: a newer server's, of which we need not know */
function readEvent(name: EventName, payload: unknown): ServerEvent | null {
  const parsed = events[name].safeParse(payload);
  // The same as above: name and payload belong together because one schema gave both.
  return parsed.success ? ({ name, payload: parsed.data } as ServerEvent) : null;
}
