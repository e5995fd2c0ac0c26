import type { EventPayload, WireError } from '../../../shared/contracts/index.ts';
import { assertNever } from '../../../shared/errors.ts';
import { reconnectPolicy } from './reconnectPolicy.ts';

/** What a client needs to come back to where it was [S2][J4]. */
export interface Seat {
  seatToken: string;
  sessionId: string;
}

export type SessionEndReason = EventPayload<'meeting:ended'>['reason'] | 'left' | 'connectionLost';
export type Refusal = WireError | { code: 'unreachable'; message: string };

/** `waiting` for the next try, `opening` a socket, `asking` over it. */
export type Step = 'waiting' | 'opening' | 'asking';

export type SessionState =
  | { kind: 'idle' }
  /** `obstacle`: what the last try met, and what is told in the end. */
  | {
      kind: 'connecting';
      step: Step;
      attempt: number;
      seatToken: string | null;
      obstacle: Refusal;
    }
  | { kind: 'joined'; seat: Seat }
  /** Joined over a connection that has gone quiet, with another one being opened in case it is dead. */
  | { kind: 'doubting'; seat: Seat }
  | { kind: 'resuming'; step: Step; attempt: number; seat: Seat }
  | { kind: 'rejoining'; step: Step; attempt: number; seat: Seat }
  | { kind: 'refused'; error: Refusal }
  | { kind: 'ended'; reason: SessionEndReason };

export type SessionEvent =
  | { kind: 'start'; seatToken: string | null }
  | { kind: 'opened' }
  /** The connection that was open is not any more. */
  | { kind: 'lost' }
  /** A connection that was being opened could not be. */
  | { kind: 'missed' }
  /** Nothing is heard over the open connection when something should be; and then something was. */
  | { kind: 'doubted' }
  | { kind: 'relieved' }
  /** The handshake, a join or a resume was answered with an error. */
  | { kind: 'refused'; error: WireError }
  | { kind: 'joined'; seat: Seat }
  | { kind: 'resumed'; seat: Seat }
  | { kind: 'retryDue' }
  /** A hint that the network may be back, not a truth. */
  | { kind: 'online' }
  | { kind: 'limitReached' }
  /** A roster event is missing [O1]. */
  | { kind: 'gapSeen' }
  | { kind: 'closing'; retryAfterMs: number }
  | { kind: 'ended'; reason: SessionEndReason };

export type SessionEffect =
  /** Beside the connection that there is: it is replaced when the new one is open. */
  | { kind: 'open' }
  /** Every connection. */
  | { kind: 'close' }
  /** Only the one that is being opened. */
  | { kind: 'closeNext' }
  | { kind: 'join'; seatToken: string | null }
  | { kind: 'resume'; seat: Seat }
  | { kind: 'wait'; delayMs: number }
  | { kind: 'limit'; delayMs: number };

export interface Transition {
  state: SessionState;
  effects: readonly SessionEffect[];
}

/** Joining for the first time has an outcome within this time. */
export const JOIN_LIMIT_MS = 10_000;
/** From the loss on, however many tries that allows; whoever is gone for longer is asked to join again. */
export const RETURN_LIMIT_MS = 5 * 60_000;
/** A server that refuses fresh access tokens this often does not mean their age. */
const MAX_TOKEN_REFUSALS = 3;

type Trying = Extract<SessionState, { step: Step }>;
type Seated = Extract<SessionState, { kind: 'joined' | 'doubting' }>;

const UNREACHABLE: Refusal = {
  code: 'unreachable',
  message: 'The server does not answer. Check your connection and try again.',
};

/** What happens to a session, as arithmetic: nothing here waits, sends or looks at a clock. */
export function next(state: SessionState, event: SessionEvent): Transition {
  if (event.kind === 'ended' && state.kind !== 'ended' && state.kind !== 'refused') {
    return end(event.reason);
  }
  switch (state.kind) {
    case 'idle':
      return event.kind === 'start' ? start(event.seatToken) : stay(state);
    case 'connecting':
    case 'resuming':
    case 'rejoining':
      return nextWhileTrying(state, event);
    case 'joined':
    case 'doubting':
      return nextWhileJoined(state, event);
    case 'refused':
    case 'ended':
      return stay(state);
    default:
      return assertNever(state);
  }
}

function start(seatToken: string | null): Transition {
  return {
    state: { kind: 'connecting', step: 'opening', attempt: 0, seatToken, obstacle: UNREACHABLE },
    effects: [{ kind: 'limit', delayMs: JOIN_LIMIT_MS }, { kind: 'open' }],
  };
}

function nextWhileJoined(state: Seated, event: SessionEvent): Transition {
  const { seat } = state;
  switch (event.kind) {
    case 'lost':
      if (state.kind === 'joined') return bounded(retry(resumingFrom(seat)));
      // Another connection is being opened already.
      return bounded(stay({ ...resumingFrom(seat), step: 'opening' }));
    case 'missed':
      return state.kind === 'doubting' ? bounded(retry(resumingFrom(seat))) : stay(state);
    case 'doubted':
      if (state.kind === 'doubting') return stay(state);
      return { state: { kind: 'doubting', seat }, effects: [{ kind: 'open' }] };
    case 'relieved':
      if (state.kind === 'joined') return stay(state);
      return { state: { kind: 'joined', seat }, effects: [{ kind: 'closeNext' }] };
    case 'opened':
      // A connection that began later is there first: the old one is dead.
      return state.kind === 'doubting' ? bounded(ask(resumingFrom(seat))) : stay(state);
    case 'closing':
      return bounded(waitForServer(resumingFrom(seat), event));
    case 'gapSeen':
      return { state, effects: [{ kind: 'resume', seat }] };
    case 'resumed':
      return stay({ ...state, seat: event.seat });
    case 'refused':
      // Only a resume after a gap, or a second connection, asks anything in these states.
      return bounded(refuse({ ...resumingFrom(seat), step: 'asking' }, event.error));
    case 'online':
      return state.kind === 'doubting' ? { state, effects: [{ kind: 'open' }] } : stay(state);
    case 'start':
    case 'joined':
    case 'retryDue':
    case 'limitReached':
    case 'ended':
      return stay(state);
    default:
      return assertNever(event);
  }
}

const resumingFrom = (seat: Seat) =>
  ({ kind: 'resuming', step: 'waiting', attempt: 0, seat }) as const;

function nextWhileTrying(state: Trying, event: SessionEvent): Transition {
  switch (event.kind) {
    case 'opened':
      return state.step === 'opening' ? ask(state) : stay(state);
    case 'lost':
    case 'missed':
      return state.step === 'waiting' ? stay(state) : retry(advance(state, UNREACHABLE));
    case 'refused':
      return refuse(state, event.error);
    case 'joined':
    case 'resumed':
      return stay({ kind: 'joined', seat: event.seat });
    case 'retryDue':
      if (state.step !== 'waiting') return stay(state);
      return { state: { ...state, step: 'opening' }, effects: [{ kind: 'open' }] };
    case 'online':
      // A connection that began before the network was back may wait for packets that vanished.
      if (state.step === 'asking') return stay(state);
      return { state: { ...state, step: 'opening' }, effects: [{ kind: 'open' }] };
    case 'limitReached':
      if (state.kind !== 'connecting') return end('connectionLost');
      return { state: { kind: 'refused', error: state.obstacle }, effects: [{ kind: 'close' }] };
    case 'closing':
      return waitForServer(state, event);
    case 'doubted':
      // The way back is asked for over a line that went quiet: both ways are safe to repeat, a first join is not.
      if (state.kind === 'connecting' || state.step !== 'asking') return stay(state);
      return retry(advance(state, UNREACHABLE));
    case 'start':
    case 'relieved':
    case 'gapSeen':
    case 'ended':
      return stay(state);
    default:
      return assertNever(event);
  }
}

/** An answer that is an error: some are mended by another way or a later try, the rest are final. */
function refuse(state: Trying, error: WireError): Transition {
  switch (error.code) {
    case 'session_lost':
    case 'not_in_meeting':
      if (state.kind !== 'resuming') return final(state, error);
      return ask({ ...state, kind: 'rejoining' });
    case 'token_expired':
    case 'unauthenticated':
      // Each try asks for a fresh token [P3].
      if (state.attempt + 1 >= MAX_TOKEN_REFUSALS) return final(state, error);
      return retry(advance(state, error));
    case 'unavailable':
      return retry(advance(state, error));
    case 'rate_limited':
    case 'internal':
      // Who is in a meeting wants back in; who is not yet is told at once.
      return state.kind === 'connecting' ? final(state, error) : retry(advance(state, error));
    default:
      return final(state, error);
  }
}

function final(state: Trying, error: WireError): Transition {
  const reason = state.kind === 'connecting' ? null : toEndReason(error.code);
  if (reason) return end(reason);
  return { state: { kind: 'refused', error }, effects: [{ kind: 'close' }] };
}

/** What a refusal means to somebody who was already in the meeting. */
function toEndReason(code: WireError['code']): SessionEndReason | null {
  switch (code) {
    case 'meeting_ended':
      return 'endedByHost';
    case 'meeting_not_found':
      return 'deleted';
    case 'removed_from_meeting':
      return 'removed';
    case 'account_banned':
      return 'banned';
    case 'unauthenticated':
    case 'token_expired':
      return 'signedOut';
    default:
      return null;
  }
}

function ask(state: Trying): Transition {
  const asking = { ...state, step: 'asking' } as const;
  switch (asking.kind) {
    case 'connecting':
      return { state: asking, effects: [{ kind: 'join', seatToken: asking.seatToken }] };
    case 'resuming':
      return { state: asking, effects: [{ kind: 'resume', seat: asking.seat }] };
    case 'rejoining':
      return { state: asking, effects: [{ kind: 'join', seatToken: asking.seat.seatToken }] };
    default:
      return assertNever(asking);
  }
}

function advance(state: Trying, obstacle: Refusal): Trying {
  const attempt = state.attempt + 1;
  return state.kind === 'connecting' ? { ...state, attempt, obstacle } : { ...state, attempt };
}

function retry(state: Trying): Transition {
  return {
    state: { ...state, step: 'waiting' },
    effects: [{ kind: 'close' }, { kind: 'wait', delayMs: reconnectPolicy(state.attempt) }],
  };
}

function waitForServer(state: Trying, { retryAfterMs }: { retryAfterMs: number }): Transition {
  return {
    state: { ...state, step: 'waiting' },
    effects: [{ kind: 'close' }, { kind: 'wait', delayMs: retryAfterMs }],
  };
}

/** A way back that begins has an end; a refusal that is final needs none. */
function bounded({ state, effects }: Transition): Transition {
  if (state.kind !== 'resuming' && state.kind !== 'rejoining') return { state, effects };
  return { state, effects: [{ kind: 'limit', delayMs: RETURN_LIMIT_MS }, ...effects] };
}

const end = (reason: SessionEndReason): Transition => ({
  state: { kind: 'ended', reason },
  effects: [{ kind: 'close' }],
});

const stay = (state: SessionState): Transition => ({ state, effects: [] });
