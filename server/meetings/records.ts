import type { MeetingStatus } from '../../shared/domain/lifecycle.ts';
import type { Role } from '../../shared/domain/permissions.ts';

/** Who asks, as far as meetings care; null where nobody is signed in. */
export interface Account {
  id: string;
  displayName: string;
  avatarUrl: string | null;
}

/** Times are milliseconds since the epoch; null: not planned, or has not happened. */
export interface MeetingRecord {
  id: string;
  code: string;
  ownerId: string;
  hostName: string;
  title: string;
  description: string;
  status: MeetingStatus;
  createdAt: number;
  startsAt: number | null;
  endsAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
  /** When somebody was last in it. */
  lastSeenAt: number | null;
  maxParticipants: number | null;
  /** Readable through `PasscodeVault` only. */
  sealedPasscode: string | null;
  guestsAllowed: boolean;
  isLocked: boolean;
}

/** What binds an account to a meeting that it owns or took part in. */
export interface Membership {
  isCohost: boolean;
  isRemoved: boolean;
}

/** A meeting as one account stands to it. */
export interface MeetingOf {
  meeting: MeetingRecord;
  membership: Membership | null;
}

/** One seat in one meeting; it keeps its `participantId` across reloads and restarts. */
export interface SeatRecord {
  participantId: string;
  meetingId: string;
  userId: string | null;
  displayName: string;
  avatarUrl: string | null;
  role: Role;
  handRaisedAt: number | null;
  joinedAt: number;
}

/** A seat as it is stored; the role follows from the rest, see `roleOf`. */
export interface StoredSeat {
  participantId: string;
  meetingId: string;
  ownerId: string;
  meetingStatus: MeetingStatus;
  userId: string | null;
  displayName: string;
  isCohost: boolean;
  isRemoved: boolean;
  handRaisedAt: number | null;
  joinedAt: number;
  leftAt: number | null;
}

export interface Admission {
  meeting: MeetingRecord;
  seat: SeatRecord;
  seatToken: string;
  /** The seat was held before and is taken again [J4]. */
  isReturning: boolean;
}

export interface SeatClaim {
  meetingId: string;
  participantId: string;
}

/** One page of a longer list, and how long that list is. */
export interface Slice<T> {
  items: T[];
  total: number;
}
