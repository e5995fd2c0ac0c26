import type {
  RequestArgument,
  RequestName,
  RequestOutput,
} from '../../../shared/contracts/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Connection, ConnectionListener } from './connection.ts';
import { ReachProbe, type ReachProbeDeps } from './ReachProbe.ts';
import { connectionLost } from './wireErrors.ts';

/** A socket that is not open by then may be waiting for packets that vanished. */
const PROBE_AFTER_MS = 600;
/**
 * A socket hangs that has had time for all its handshakes, four or five round trips; a question over a connection that is
 * open already takes one.
 */
const LEAST_OPENING_MS = 1000;
const OPENING_PER_ANSWER = 5;
/** One that was opened while the server answered needs a busy computer's time, or that of a lost packet sent again. */
const LEAST_OPENING_REACHED_MS = 2500;
/** Where questions are answered never and sockets would be, one is tried now and then all the same. */
const BLIND_RETRY_MS = 5000;

export interface ReachableConnectionDeps extends Pick<ReachProbeDeps, 'clock' | 'random' | 'ask'> {
  openSocket(listener: ConnectionListener): Connection;
}

/**
 * A connection that opens as soon as the server can be reached. The first socket is tried at once; while it
 * does not open, cheap questions find out when another would. Browsers try one WebSocket to a server at a
 * time, and hold back a page whose sockets failed often: sockets alone would notice late.
 */
export class ReachableConnection implements Connection {
  readonly #deps: ReachableConnectionDeps;
  readonly #listener: ConnectionListener;
  readonly #clock: Clock;
  #socket: Connection | null = null;
  #socketSince = 0;
  #probe: ReachProbe | null = null;
  #cancelWait: () => void;
  #isOpen = false;
  #wasReached = false;
  /** What was asked while packets vanished is answered late, by their retransmission, and tells nothing of the path. */
  #fastestAnswerMs = Infinity;
  /** Doubles with each socket that was given up though the server answered. */
  #patience = 1;
  #closed = false;

  constructor(deps: ReachableConnectionDeps, listener: ConnectionListener) {
    this.#deps = deps;
    this.#clock = deps.clock;
    this.#listener = listener;
    this.#cancelWait = deps.clock.after(PROBE_AFTER_MS, () => this.#startProbe());
    this.#openSocket();
  }

  get isOpen(): boolean {
    return !this.#closed && this.#isOpen;
  }

  call<N extends RequestName>(
    name: N,
    input: RequestArgument<N>,
    receive?: (output: RequestOutput<N>) => void,
  ): Promise<RequestOutput<N>> {
    if (!this.#isOpen || !this.#socket) return Promise.reject(connectionLost());
    return this.#socket.call(name, input, receive);
  }

  close(): void {
    if (this.#closed) return;
    this.#stop();
    this.#socket?.close();
  }

  abandon(): void {
    this.#stop();
    this.#socket?.abandon();
  }

  #openSocket(): void {
    const old = this.#socket;
    this.#socket = null;
    old?.abandon();
    this.#socketSince = this.#clock.now();
    const ifCurrent = (react: () => void) => this.#socket === socket && !this.#closed && react();
    const socket: Connection = this.#deps.openSocket({
      handleOpen: () => ifCurrent(() => this.#handleOpen()),
      handleLost: () => ifCurrent(() => this.#handleLost()),
      handleRefused: (error) =>
        ifCurrent(() => {
          this.#stop();
          this.#listener.handleRefused(error);
        }),
      handleEvent: (event) => ifCurrent(() => this.#listener.handleEvent(event)),
      handleDoubt: () => ifCurrent(() => this.#listener.handleDoubt()),
      handleRelief: () => ifCurrent(() => this.#listener.handleRelief()),
    });
    this.#socket = socket;
  }

  #handleOpen(): void {
    this.#isOpen = true;
    this.#endSearch();
    this.#listener.handleOpen();
  }

  #handleLost(): void {
    this.#socket = null;
    // Reached and yet not served: whoever asked for this connection decides how long to wait.
    if (this.#isOpen || this.#wasReached) {
      this.#stop();
      this.#listener.handleLost();
      return;
    }
    this.#startProbe();
    this.#cancelWait();
    this.#cancelWait = this.#clock.after(BLIND_RETRY_MS, () => this.#openSocket());
  }

  #startProbe(): void {
    const { clock, random, ask } = this.#deps;
    this.#probe ??= new ReachProbe({
      clock,
      random: () => random(),
      ask: (signal) => ask(signal),
      onReached: (askedAt) => this.#handleReached(askedAt),
    });
  }

  #handleReached(askedAt: number): void {
    const now = this.#clock.now();
    this.#fastestAnswerMs = Math.min(this.#fastestAnswerMs, now - askedAt);
    const leastMs = this.#wasReached ? LEAST_OPENING_REACHED_MS : LEAST_OPENING_MS;
    const openingMs = Math.max(leastMs, this.#fastestAnswerMs * OPENING_PER_ANSWER);
    if (this.#socket && now - this.#socketSince < openingMs * this.#patience) return;
    this.#cancelWait();
    // A server that answers and opens no socket in that time is slow with those, and not out of reach.
    if (this.#wasReached) this.#patience *= 2;
    this.#wasReached = true;
    this.#openSocket();
  }

  #stop(): void {
    this.#closed = true;
    this.#endSearch();
  }

  #endSearch(): void {
    this.#cancelWait();
    this.#probe?.close();
    this.#probe = null;
  }
}
