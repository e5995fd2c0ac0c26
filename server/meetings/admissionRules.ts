import type { MeetingStatus } from '../../shared/domain/lifecycle.ts';
import { may, type Role } from '../../shared/domain/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import { endedMeeting } from './refusals.ts';

export interface AdmissionFacts {
  status: MeetingStatus;
  /** The seat or the account was removed from this meeting. */
  isRemoved: boolean;
  /** What the person is, or will be once seated. */
  role: Role;
  /** Comes back to a seat that they hold [J4]. */
  holdsSeat: boolean;
  guestsAllowed: boolean;
  isLocked: boolean;
  hasPasscode: boolean;
}

/** The refusals of [J2] that come before the passcode, in its order. @returns null: go on */
export function refusalAtDoor(facts: AdmissionFacts): AppError | null {
  const { status, isRemoved, role, holdsSeat, guestsAllowed, isLocked } = facts;
  if (status === 'ended') return endedMeeting();
  if (isRemoved) {
    return new AppError(
      'removed_from_meeting',
      'A host removed you from this meeting, so you cannot join it again.',
    );
  }
  if (role === 'guest' && !guestsAllowed) {
    return new AppError(
      'guests_not_allowed',
      'This meeting is for people with an account. Sign in to join.',
    );
  }
  if (isLocked && !holdsSeat && !may(role, 'meeting:joinWhenLocked')) {
    return new AppError(
      'meeting_locked',
      'The host has locked this meeting. Ask somebody inside to unlock it.',
    );
  }
  return null;
}

/** [J2], [J3], [J4]: whoever holds a seat gave the passcode when they got it. */
export function mustGivePasscode({ hasPasscode, holdsSeat, role }: AdmissionFacts): boolean {
  return hasPasscode && !holdsSeat && !may(role, 'meeting:joinWithoutPasscode');
}

/** A seat given up for less than this is one's own still when the server is full [J8]; after a crash none is recorded. */
const RETURN_WINDOW_MS = 10 * 60_000;

/** Who comes back to what was theirs: to the own meeting, or to a seat given up a moment ago [J8]. */
export function comesBack(
  { role, isRunning }: { role: Role; isRunning: boolean },
  held: { leftAt: number | null } | null,
  now: number,
): boolean {
  if (role === 'host' && isRunning) return true;
  return held !== null && (held.leftAt === null || now - held.leftAt < RETURN_WINDOW_MS);
}
