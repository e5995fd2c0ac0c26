import { assertNever } from '../../../../shared/errors.ts';

/** Whether pictures and sound can travel, as far as ICE and DTLS tell. */
export type PathHealth =
  | { kind: 'connecting'; remediesTried: number }
  /** `isPending`: one of the two transports is just being used for the first time. */
  | { kind: 'connected'; isPending: boolean }
  | { kind: 'reconnecting'; remediesTried: number }
  /** `isSilent`: the transports say that they are connected, and nothing comes all the same. */
  | { kind: 'blocked'; remediesTried: number; isSilent: boolean };

export type PathEvent =
  | { kind: 'opened' }
  | { kind: 'seen'; transports: TransportsSeen }
  | { kind: 'timedOut' }
  /** The server does not know the transports that ICE should be restarted for. */
  | { kind: 'restartRefused' }
  /** Nothing comes through connected transports, whatever was tried. */
  | { kind: 'silent' }
  /** Something comes again. */
  | { kind: 'flowing' }
  /** The server took the transports away, or a person asked to try again. */
  | { kind: 'reopening' }
  /** The server can be asked again; what was counted until then counts no more. */
  | { kind: 'thawed' };

export type PathRemedy = 'restartIce' | 'reopen';

export interface PathTransition {
  health: PathHealth;
  remedy: PathRemedy | null;
  /** How long this may last; null: as long as it likes; `same`: the limit that runs goes on. */
  limitMs: number | null | 'same';
}

/**
 * Nobody tries for longer than 8 s without being told, of which the way in and the drawing take up to one: what is tried
 * after that is tried behind their back.
 */
const CONNECT_LIMIT_MS = 7000;
/** A path that broke: an ICE restart and new transports share that time. */
const RESTART_LIMIT_MS = 3500;
const REOPEN_LIMIT_MS = CONNECT_LIMIT_MS - RESTART_LIMIT_MS;
/** How often a blocked path is tried again by itself: networks and firewalls change. */
const BLOCKED_RETRY_MS = 15_000;

/** Transports that nothing was sent over yet stay `new`: they are fine. */
export type TransportsSeen = 'fine' | 'pending' | 'broken';

export function seeTransports(states: readonly string[]): TransportsSeen {
  if (states.some((state) => state === 'failed' || state === 'disconnected')) return 'broken';
  return states.includes('connecting') ? 'pending' : 'fine';
}

/** Remedies in their order; after the last one the path is called blocked. */
const REMEDIES: Record<'connecting' | 'reconnecting', readonly PathRemedy[]> = {
  // A restart would only interrupt a slow first connection that is still under way.
  connecting: [],
  reconnecting: ['restartIce', 'reopen'],
};

export function nextPath(health: PathHealth, event: PathEvent): PathTransition {
  switch (event.kind) {
    case 'opened':
      return nextOpened(health);
    case 'thawed':
      return go(health, limitAfterThaw(health));
    case 'reopening':
      // Reopening is the last remedy already: what follows may only time out.
      return go(
        { kind: 'reconnecting', remediesTried: REMEDIES.reconnecting.length },
        CONNECT_LIMIT_MS,
      );
    case 'seen':
      return nextSeen(health, event.transports);
    case 'timedOut':
      return nextTimedOut(health);
    case 'restartRefused':
      return nextRefused(health);
    case 'silent':
      // Nothing more is asked by itself: the same was tried in vain already.
      return go({ kind: 'blocked', remediesTried: 0, isSilent: true }, null);
    case 'flowing':
      return isSilent(health) ? go({ kind: 'connected', isPending: false }, null) : same(health);
    default:
      return assertNever(event);
  }
}

function nextOpened(health: PathHealth): PathTransition {
  if (health.kind === 'reconnecting') return same(health);
  // What is tried behind a blocked path makes it no better before it succeeds; said again, as the
  // lack of a media server may have been said in between.
  if (health.kind === 'blocked' && !health.isSilent) return same({ ...health });
  return go({ kind: 'connecting', remediesTried: 0 }, CONNECT_LIMIT_MS);
}

function nextSeen(health: PathHealth, seen: TransportsSeen): PathTransition {
  // What a silent path says of itself was found wrong; it counts again once it breaks.
  if (isSilent(health)) return seen === 'broken' ? tryRemedy('reconnecting', 0) : same(health);
  if (seen === 'fine') return go({ kind: 'connected', isPending: false }, null);
  if (health.kind !== 'connected') return same(health);
  if (seen === 'broken') return tryRemedy('reconnecting', 0);
  if (health.isPending) return same(health);
  return go({ kind: 'connected', isPending: true }, CONNECT_LIMIT_MS);
}

function nextTimedOut(health: PathHealth): PathTransition {
  switch (health.kind) {
    case 'connecting':
    case 'reconnecting':
      return tryRemedy(health.kind, health.remediesTried);
    case 'connected':
      return health.isPending ? tryRemedy('reconnecting', 0) : go(health, null);
    case 'blocked':
      return tryBehind(health);
    default:
      return assertNever(health);
  }
}

/** In turns, because the server may have forgotten the transports meanwhile. */
function tryBehind(health: Extract<PathHealth, { kind: 'blocked' }>): PathTransition {
  const { remediesTried } = health;
  return {
    health: { ...health, remediesTried: remediesTried + 1 },
    remedy: remediesTried % 2 === 0 ? 'restartIce' : 'reopen',
    limitMs: BLOCKED_RETRY_MS,
  };
}

/** Only new transports mend that, so they are asked for without waiting for the limit. */
function nextRefused(health: PathHealth): PathTransition {
  if (health.kind === 'blocked') return { health, remedy: 'reopen', limitMs: BLOCKED_RETRY_MS };
  return tryRemedy('reconnecting', REMEDIES.reconnecting.indexOf('reopen'));
}

function limitAfterThaw(health: PathHealth): number | null {
  if (health.kind === 'blocked') return health.isSilent ? null : BLOCKED_RETRY_MS;
  return health.kind === 'connected' && !health.isPending ? null : CONNECT_LIMIT_MS;
}

function tryRemedy(kind: 'connecting' | 'reconnecting', tried: number): PathTransition {
  const remedy = REMEDIES[kind][tried];
  // Said while what is under way goes on, for it may be slow and not stopped.
  if (!remedy) return go({ kind: 'blocked', remediesTried: 0, isSilent: false }, BLOCKED_RETRY_MS);
  return {
    health: { kind, remediesTried: tried + 1 },
    remedy,
    limitMs: remedy === 'reopen' ? REOPEN_LIMIT_MS : RESTART_LIMIT_MS,
  };
}

const isSilent = (health: PathHealth): boolean => health.kind === 'blocked' && health.isSilent;

const same = (health: PathHealth): PathTransition => ({ health, remedy: null, limitMs: 'same' });

const go = (health: PathHealth, limitMs: number | null): PathTransition => ({
  health,
  remedy: null,
  limitMs,
});
