import type { Lobby } from '../../../../shared/contracts/index.ts';
import { may } from '../../../../shared/domain/permissions.ts';
import type { ClientErrorCode } from '../../i18n/index.ts';

/** Why one cannot get in, now or ever; each has a sentence and a way out. */
export const CLOSED_DOORS = [
  'notFound',
  'ended',
  'guests',
  'locked',
  'full',
  'serverFull',
  'serverClosing',
  'removed',
  'banned',
  'signedOut',
  'unreachable',
  'unavailable',
  'outdated',
  'busy',
  'failed',
] as const;
export type ClosedDoor = (typeof CLOSED_DOORS)[number];

/** How joining was refused; `retryAfterSeconds` as the server asked for it. */
export interface Refusal {
  code: ClientErrorCode;
  retryAfterSeconds?: number | undefined;
}

/** What the lobby itself tells, in the order in which the server would refuse ([J2]); null: come in. */
export function doorOfLobby(lobby: Lobby, isSignedIn: boolean): ClosedDoor | null {
  const role = lobby.myRole;
  if (lobby.status === 'ended') return 'ended';
  if (!lobby.guestsAllowed && !isSignedIn) return 'guests';
  if (lobby.isLocked && !(role !== null && may(role, 'meeting:joinWhenLocked'))) return 'locked';
  if (lobby.isFull && !(role !== null && may(role, 'meeting:joinWhenFull'))) return 'full';
  if (lobby.serverState === 'full') return 'serverFull';
  if (lobby.serverState === 'closing') return 'serverClosing';
  return null;
}

/** What a refusal closes; null: the form can mend it (name, passcode). */
export function doorOfRefusal({ code }: Refusal): ClosedDoor | null {
  switch (code) {
    case 'wrong_passcode':
    case 'passcode_required':
    case 'invalid_input':
      return null;
    case 'meeting_not_found':
    case 'not_found':
      return 'notFound';
    case 'meeting_ended':
      return 'ended';
    case 'guests_not_allowed':
      return 'guests';
    case 'meeting_locked':
      return 'locked';
    case 'meeting_full':
      return 'full';
    case 'server_full':
      return 'serverFull';
    case 'server_closing':
      return 'serverClosing';
    case 'removed_from_meeting':
      return 'removed';
    case 'account_banned':
      return 'banned';
    case 'unauthenticated':
    case 'token_expired':
      return 'signedOut';
    case 'unreachable':
      return 'unreachable';
    case 'unavailable':
      return 'unavailable';
    case 'protocol_version':
    case 'bad_answer':
      return 'outdated';
    case 'rate_limited':
      return 'busy';
    default:
      return 'failed';
  }
}

const MAY_OPEN: ReadonlySet<ClosedDoor> = new Set<ClosedDoor>([
  'locked',
  'full',
  'serverFull',
  'serverClosing',
  'unreachable',
  'unavailable',
]);

/** What can open by itself while one waits in front of it. */
export function mayOpen(door: ClosedDoor): boolean {
  return MAY_OPEN.has(door);
}
