import type { Attendee, Meeting } from '../../shared/contracts/index.ts';
import type { Role } from '../../shared/domain/permissions.ts';
import type { PasscodeVault } from './PasscodeVault.ts';
import type { LiveRooms } from './ports.ts';
import type { MeetingRecord, StoredSeat } from './records.ts';
import { roleOf } from './roles.ts';

export function toIso(time: number): string {
  return new Date(time).toISOString();
}

export function toIsoOrNull(time: number | null): string | null {
  return time === null ? null : toIso(time);
}

interface ViewDependencies {
  vault: PasscodeVault;
  live: Pick<LiveRooms, 'presentCount' | 'isPresent'>;
}

/** A meeting as somebody with that role in it may see it. */
export function toMeeting(
  meeting: MeetingRecord,
  myRole: Role,
  { vault, live }: ViewDependencies,
): Meeting {
  const { id, code, title, description, status, sealedPasscode } = meeting;
  const mayReadPasscode = myRole === 'host' || myRole === 'cohost';
  return {
    id,
    code,
    title,
    description,
    status,
    startsAt: toIsoOrNull(meeting.startsAt),
    endsAt: toIsoOrNull(meeting.endsAt),
    startedAt: toIsoOrNull(meeting.startedAt),
    endedAt: toIsoOrNull(meeting.endedAt),
    maxParticipants: meeting.maxParticipants,
    passcode: mayReadPasscode && sealedPasscode !== null ? vault.open(id, sealedPasscode) : null,
    hasPasscode: sealedPasscode !== null,
    guestsAllowed: meeting.guestsAllowed,
    isLocked: meeting.isLocked,
    hostName: meeting.hostName,
    myRole,
    presentCount: live.presentCount(id),
    createdAt: toIso(meeting.createdAt),
  };
}

export function toAttendee(seat: StoredSeat, live: Pick<LiveRooms, 'isPresent'>): Attendee {
  const isPresent = live.isPresent(seat.meetingId, seat.participantId);
  return {
    participantId: seat.participantId,
    userId: seat.userId,
    displayName: seat.displayName,
    role: roleOf(seat),
    isPresent,
    joinedAt: toIso(seat.joinedAt),
    leftAt: isPresent ? null : toIsoOrNull(seat.leftAt),
  };
}
