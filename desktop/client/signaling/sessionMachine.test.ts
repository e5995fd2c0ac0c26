import { describe, expect, it } from 'vitest';
import type { WireError } from '../../../shared/contracts/index.ts';
import {
  JOIN_LIMIT_MS,
  next,
  type Refusal,
  RETURN_LIMIT_MS,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
  type Step,
} from './sessionMachine.ts';

const seat = { seatToken: 'token', sessionId: 'session' };
const error = (code: WireError['code']): WireError => ({ code, message: code });
const refusedWith = (code: WireError['code']): SessionEvent => ({
  kind: 'refused',
  error: error(code),
});

const unreachable: Refusal = {
  code: 'unreachable',
  message: 'The server does not answer. Check your connection and try again.',
};
const connecting = (step: Step, attempt = 0, obstacle: Refusal = unreachable): SessionState => ({
  kind: 'connecting',
  step,
  attempt,
  seatToken: null,
  obstacle,
});
const resuming = (step: Step, attempt = 0): SessionState => ({
  kind: 'resuming',
  step,
  attempt,
  seat,
});
const rejoining = (step: Step, attempt = 0): SessionState => ({
  kind: 'rejoining',
  step,
  attempt,
  seat,
});
const joined: SessionState = { kind: 'joined', seat };
const doubting: SessionState = { kind: 'doubting', seat };
const close: SessionEffect = { kind: 'close' };
const returnLimit: SessionEffect = { kind: 'limit', delayMs: RETURN_LIMIT_MS };

type Row = [title: string, SessionState, SessionEvent, SessionState, SessionEffect[]];

const rows: Row[] = [
  [
    'a start opens a socket and bounds the join',
    { kind: 'idle' },
    { kind: 'start', seatToken: null },
    connecting('opening'),
    [{ kind: 'limit', delayMs: JOIN_LIMIT_MS }, { kind: 'open' }],
  ],
  [
    'an open socket is asked to join [J1]',
    connecting('opening'),
    { kind: 'opened' },
    connecting('asking'),
    [{ kind: 'join', seatToken: null }],
  ],
  ['an answered join is joined', connecting('asking'), { kind: 'joined', seat }, joined, []],
  [
    'a socket lost while joining is tried again',
    connecting('opening'),
    { kind: 'lost' },
    connecting('waiting', 1),
    [close, { kind: 'wait', delayMs: 200 }],
  ],
  [
    'a wrong passcode is final for who is not in yet [J2]',
    connecting('asking'),
    refusedWith('wrong_passcode'),
    { kind: 'refused', error: error('wrong_passcode') },
    [close],
  ],
  [
    'a server that refuses the protocol version is not asked again [P2]',
    connecting('opening'),
    refusedWith('protocol_version'),
    { kind: 'refused', error: error('protocol_version') },
    [close],
  ],
  [
    'an expired access token is fetched anew [P3]',
    connecting('opening'),
    refusedWith('token_expired'),
    connecting('waiting', 1, error('token_expired')),
    [close, { kind: 'wait', delayMs: 200 }],
  ],
  [
    'access tokens that keep being refused are final',
    connecting('opening', 2),
    refusedWith('unauthenticated'),
    { kind: 'refused', error: error('unauthenticated') },
    [close],
  ],
  [
    'a lost socket is resumed, keeping the session [S2]',
    joined,
    { kind: 'lost' },
    resuming('waiting'),
    [returnLimit, close, { kind: 'wait', delayMs: 0 }],
  ],
  [
    'a line gone quiet is kept, and another is opened beside it',
    joined,
    { kind: 'doubted' },
    doubting,
    [{ kind: 'open' }],
  ],
  [
    'a line that speaks again needs no other',
    doubting,
    { kind: 'relieved' },
    joined,
    [{ kind: 'closeNext' }],
  ],
  [
    'a line that stays quiet when a newer one is open is dead: the newer one resumes [S2]',
    doubting,
    { kind: 'opened' },
    resuming('asking'),
    [returnLimit, { kind: 'resume', seat }],
  ],
  [
    'a line that goes quiet while the way back is asked for is given up at once [R2]',
    resuming('asking'),
    { kind: 'doubted' },
    resuming('waiting', 1),
    [close, { kind: 'wait', delayMs: 200 }],
  ],
  [
    'a doubted line that is lost leaves the newer one opening',
    doubting,
    { kind: 'lost' },
    resuming('opening'),
    [returnLimit],
  ],
  [
    'a server that refuses a newer line has dropped the quiet one',
    doubting,
    { kind: 'missed' },
    resuming('waiting'),
    [returnLimit, close, { kind: 'wait', delayMs: 0 }],
  ],
  [
    'the hint "online" begins a newer line anew',
    doubting,
    { kind: 'online' },
    doubting,
    [{ kind: 'open' }],
  ],
  [
    'the hint "online" begins a line anew that was being opened before',
    resuming('opening', 2),
    { kind: 'online' },
    resuming('opening', 2),
    [{ kind: 'open' }],
  ],
  [
    'a due retry opens a socket',
    resuming('waiting', 3),
    { kind: 'retryDue' },
    resuming('opening', 3),
    [{ kind: 'open' }],
  ],
  [
    'the hint "online" does not wait for the retry',
    resuming('waiting', 9),
    { kind: 'online' },
    resuming('opening', 9),
    [{ kind: 'open' }],
  ],
  [
    'a new socket asks to resume [S2]',
    resuming('opening'),
    { kind: 'opened' },
    resuming('asking'),
    [{ kind: 'resume', seat }],
  ],
  ['a resumed session is joined', resuming('asking'), { kind: 'resumed', seat }, joined, []],
  [
    'session_lost joins again with the seat token over the same socket [S4]',
    resuming('asking'),
    refusedWith('session_lost'),
    rejoining('asking'),
    [{ kind: 'join', seatToken: 'token' }],
  ],
  [
    'a rejoin that loses its socket stays a rejoin',
    rejoining('asking', 1),
    { kind: 'lost' },
    rejoining('waiting', 2),
    [close, { kind: 'wait', delayMs: 500 }],
  ],
  [
    'a meeting that ended meanwhile ends the session',
    rejoining('asking'),
    refusedWith('meeting_ended'),
    { kind: 'ended', reason: 'endedByHost' },
    [close],
  ],
  [
    'a seat removed meanwhile ends the session [A4]',
    rejoining('asking'),
    refusedWith('removed_from_meeting'),
    { kind: 'ended', reason: 'removed' },
    [close],
  ],
  [
    'a rate limit does not throw out who was in',
    rejoining('asking'),
    refusedWith('rate_limited'),
    rejoining('waiting', 1),
    [close, { kind: 'wait', delayMs: 200 }],
  ],
  [
    'an orderly stop of the server waits as long as it says [S5]',
    joined,
    { kind: 'closing', retryAfterMs: 4000 },
    resuming('waiting'),
    [returnLimit, close, { kind: 'wait', delayMs: 4000 }],
  ],
  [
    'a gap in the roster asks for the whole state without leaving [O1]',
    joined,
    { kind: 'gapSeen' },
    joined,
    [{ kind: 'resume', seat }],
  ],
  [
    'a gap that finds the session lost joins again [S4]',
    joined,
    refusedWith('session_lost'),
    rejoining('asking'),
    [returnLimit, { kind: 'join', seatToken: 'token' }],
  ],
  [
    'the end of a meeting is never reconnected [S6]',
    joined,
    { kind: 'ended', reason: 'removed' },
    { kind: 'ended', reason: 'removed' },
    [close],
  ],
  [
    'the limit refuses a join that never came about',
    connecting('waiting', 3),
    { kind: 'limitReached' },
    { kind: 'refused', error: unreachable },
    [close],
  ],
  [
    'a server without its database is asked again [S8]',
    connecting('asking'),
    refusedWith('unavailable'),
    connecting('waiting', 1, error('unavailable')),
    [close, { kind: 'wait', delayMs: 200 }],
  ],
  [
    'the limit tells what kept a join out, which was not the network [S8]',
    connecting('opening', 3, error('unavailable')),
    { kind: 'limitReached' },
    { kind: 'refused', error: error('unavailable') },
    [close],
  ],
  [
    'a server that is not reached any more counts for more than what it said before',
    connecting('asking', 1, error('unavailable')),
    { kind: 'lost' },
    connecting('waiting', 2),
    [close, { kind: 'wait', delayMs: 500 }],
  ],
  [
    'the limit ends a way back that waits, however few tries it had',
    resuming('waiting', 3),
    { kind: 'limitReached' },
    { kind: 'ended', reason: 'connectionLost' },
    [close],
  ],
  [
    'the limit ends a way back whose socket neither opens nor fails',
    resuming('opening', 70),
    { kind: 'limitReached' },
    { kind: 'ended', reason: 'connectionLost' },
    [close],
  ],
  [
    'the limit ends a rejoin that is not answered',
    rejoining('asking', 1),
    { kind: 'limitReached' },
    { kind: 'ended', reason: 'connectionLost' },
    [close],
  ],
  [
    'a further loss on the way back does not begin the limit anew',
    resuming('asking', 1),
    { kind: 'lost' },
    resuming('waiting', 2),
    [close, { kind: 'wait', delayMs: 500 }],
  ],
  [
    'a gap that finds the meeting over needs no limit',
    joined,
    refusedWith('meeting_ended'),
    { kind: 'ended', reason: 'endedByHost' },
    [close],
  ],
  ['the limit means nothing once joined', joined, { kind: 'limitReached' }, joined, []],
];

describe('next', () => {
  it.each(rows)('%s', (_title, state, event, expected, effects) => {
    expect(next(state, event)).toEqual({ state: expected, effects });
  });

  it('leaves an end alone, whatever comes after it', () => {
    const finals: SessionState[] = [
      { kind: 'ended', reason: 'left' },
      { kind: 'refused', error: error('meeting_full') },
    ];
    const events: SessionEvent[] = [
      { kind: 'start', seatToken: null },
      { kind: 'opened' },
      { kind: 'lost' },
      { kind: 'joined', seat },
      { kind: 'retryDue' },
      { kind: 'online' },
      { kind: 'ended', reason: 'banned' },
      { kind: 'closing', retryAfterMs: 1 },
    ];
    for (const state of finals) {
      for (const event of events) expect(next(state, event)).toEqual({ state, effects: [] });
    }
  });

  it('closes the old socket whenever it stops using one', () => {
    for (const state of [connecting('asking'), resuming('asking'), joined]) {
      expect(next(state, { kind: 'lost' }).effects).toContainEqual(close);
    }
  });
});
