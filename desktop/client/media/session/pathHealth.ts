import { assertNever } from '../../../../shared/errors.ts';

/** Whether pictures and sound can travel, as far as ICE and DTLS tell. */
export type PathHealth =
  | { kind: 'connecting'; remediesTried: number }
  /** `isPending`: one of the two transports is just being used for the first time. */
  | { kind: 'connected'; isPending: boolean }
  | { kind: 'reconnecting'; remediesTried: number }
  | { kind: 'blocked' };

export type PathEvent =
  | { kind: 'opened' }
  | { kind: 'seen'; transports: TransportsSeen }
  | { kind: 'timedOut' }
  /** The server took the transports away, or a person asked to try again. */
  | { kind: 'reopening' };

export type PathRemedy = 'restartIce' | 'reopen';

export interface PathTransition {
  health: PathHealth;
  remedy: PathRemedy | null;
  /** How long this may last; null: as long as it likes; `same`: the limit that runs goes on. */
  limitMs: number | null | 'same';
}

const CONNECT_LIMIT_MS = 8000;
const RESTART_LIMIT_MS = 6000;

/** Transports that nothing was sent over yet stay `new`: they are fine. */
export type TransportsSeen = 'fine' | 'pending' | 'broken';

export function seeTransports(states: readonly string[]): TransportsSeen {
  if (states.some((state) => state === 'failed' || state === 'disconnected')) return 'broken';
  return states.includes('connecting') ? 'pending' : 'fine';
}

/** Remedies in their order; after the last one the path is blocked until it opens or is retried. */
const REMEDIES: Record<'connecting' | 'reconnecting', readonly PathRemedy[]> = {
  // New transports would meet the same firewall, so a first connection gets one ICE restart only.
  connecting: ['restartIce'],
  reconnecting: ['restartIce', 'reopen'],
};

export function nextPath(health: PathHealth, event: PathEvent): PathTransition {
  switch (event.kind) {
    case 'opened':
      return health.kind === 'reconnecting'
        ? go(health, CONNECT_LIMIT_MS)
        : go({ kind: 'connecting', remediesTried: 0 }, CONNECT_LIMIT_MS);
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
    default:
      return assertNever(event);
  }
}

function nextSeen(health: PathHealth, seen: TransportsSeen): PathTransition {
  if (seen === 'fine') return go({ kind: 'connected', isPending: false }, null);
  if (health.kind !== 'connected') return { health, remedy: null, limitMs: 'same' };
  if (seen === 'broken') return tryRemedy('reconnecting', 0);
  if (health.isPending) return { health, remedy: null, limitMs: 'same' };
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
      return go(health, null);
    default:
      return assertNever(health);
  }
}

function tryRemedy(kind: 'connecting' | 'reconnecting', tried: number): PathTransition {
  const remedy = REMEDIES[kind][tried];
  if (!remedy) return go({ kind: 'blocked' }, null);
  return {
    health: { kind, remediesTried: tried + 1 },
    remedy,
    limitMs: remedy === 'reopen' ? CONNECT_LIMIT_MS : RESTART_LIMIT_MS,
  };
}

const go = (health: PathHealth, limitMs: number | null): PathTransition => ({
  health,
  remedy: null,
  limitMs,
});
