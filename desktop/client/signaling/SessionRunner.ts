import type { Clock } from '../platform/clock.ts';
import { AppError, assertNever } from '../../../shared/errors.ts';
import type { Connection, ConnectionListener, ServerEvent } from './connection.ts';
import { withJitter } from './reconnectPolicy.ts';
import {
  next,
  type Seat,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from './sessionMachine.ts';
import { ConnectionLost, toWireError } from './wireErrors.ts';

export interface SessionRunnerDeps {
  clock: Clock;
  /** 0..1 */
  random(): number;
  openConnection(listener: ConnectionListener): Connection;
  /** Asks to join or resume and takes in the answer; rejects with the server's AppError. */
  join(connection: Connection, seatToken: string | null): Promise<Seat>;
  resume(connection: Connection, seat: Seat): Promise<Seat>;
  onState(state: SessionState): void;
  onEvent(event: ServerEvent): void;
}

/** Does what the session machine decides: sockets, timers and questions, and nothing else. */
export class SessionRunner {
  readonly #deps: SessionRunnerDeps;
  #state: SessionState = { kind: 'idle' };
  /** What is spoken over. */
  #connection: Connection | null = null;
  /** What takes its place once it is open. */
  #next: Connection | null = null;
  #cancelRetry: () => void = () => undefined;
  #cancelLimit: () => void = () => undefined;

  constructor(deps: SessionRunnerDeps) {
    this.#deps = deps;
  }

  get state(): SessionState {
    return this.#state;
  }

  dispatch(event: SessionEvent): void {
    const { state, effects } = next(this.#state, event);
    const changed = state !== this.#state;
    this.#state = state;
    if (state.kind === 'joined') this.#cancelLimit();
    if (state.kind === 'ended' || state.kind === 'refused') this.#cancelTimers();
    // Told before the effects run, because an effect may dispatch the next event.
    if (changed) this.#deps.onState(state);
    for (const effect of effects) this.#run(effect);
  }

  #run(effect: SessionEffect): void {
    const { clock } = this.#deps;
    switch (effect.kind) {
      case 'open':
        return this.#open();
      case 'close':
        this.#closeNext();
        return this.#close();
      case 'closeNext':
        return this.#closeNext();
      case 'join':
        return this.#ask('joined', (connection) => this.#deps.join(connection, effect.seatToken));
      case 'resume':
        return this.#ask('resumed', (connection) => this.#deps.resume(connection, effect.seat));
      case 'wait':
        this.#cancelRetry();
        this.#cancelRetry = clock.after(withJitter(effect.delayMs, this.#deps.random()), () =>
          this.dispatch({ kind: 'retryDue' }),
        );
        return;
      case 'limit':
        this.#cancelLimit();
        this.#cancelLimit = clock.after(effect.delayMs, () =>
          this.dispatch({ kind: 'limitReached' }),
        );
        return;
      default:
        return assertNever(effect);
    }
  }

  #open(): void {
    this.#closeNext();
    this.#cancelRetry();
    // A socket that is not the current one any more is known by identity and not listened to.
    const ifCurrent = (react: () => void) => this.#connection === connection && react();
    const ifKnown = (react: (isNext: boolean) => void) => {
      if (this.#next === connection) react(true);
      else ifCurrent(() => react(false));
    };
    const connection = this.#deps.openConnection({
      handleOpen: () => ifKnown((isNext) => isNext && this.#handleOpen(connection)),
      handleDoubt: () => ifCurrent(() => this.dispatch({ kind: 'doubted' })),
      handleRelief: () => ifCurrent(() => this.dispatch({ kind: 'relieved' })),
      handleLost: () => ifKnown((isNext) => this.dispatch({ kind: isNext ? 'missed' : 'lost' })),
      handleRefused: (error) => ifKnown(() => this.dispatch({ kind: 'refused', error })),
      handleEvent: (event) => ifCurrent(() => this.#handleEvent(event)),
    });
    this.#next = connection;
    // Opened before it was wanted: it will not say so again.
    if (connection.isOpen) this.#handleOpen(connection);
  }

  #handleOpen(connection: Connection): void {
    this.#next = null;
    this.#close();
    this.#connection = connection;
    this.dispatch({ kind: 'opened' });
  }

  #closeNext(): void {
    const next = this.#next;
    this.#next = null;
    next?.close();
  }

  #close(): void {
    const connection = this.#connection;
    this.#connection = null;
    // Who is on the way back begins anew over another; who goes for good may have a last word under way.
    const isOver = this.#state.kind === 'ended' || this.#state.kind === 'refused';
    if (isOver) connection?.close();
    else connection?.abandon();
  }

  #ask(kind: 'joined' | 'resumed', ask: (connection: Connection) => Promise<Seat>): void {
    const connection = this.#connection;
    if (!connection) return;
    ask(connection).then(
      (seat) => {
        if (this.#connection === connection) this.dispatch({ kind, seat });
      },
      (error: unknown) => {
        if (this.#connection !== connection) return;
        const isAnswer = error instanceof AppError && !(error instanceof ConnectionLost);
        this.dispatch(isAnswer ? { kind: 'refused', error: toWireError(error) } : { kind: 'lost' });
      },
    );
  }

  #handleEvent(event: ServerEvent): void {
    if (event.name === 'server:closing') {
      this.dispatch({ kind: 'closing', retryAfterMs: event.payload.retryAfterMs });
    } else if (event.name === 'meeting:ended') {
      this.dispatch({ kind: 'ended', reason: event.payload.reason });
    } else {
      this.#deps.onEvent(event);
    }
  }

  #cancelTimers(): void {
    this.#cancelRetry();
    this.#cancelLimit();
  }
}
