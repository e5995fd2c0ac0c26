import type { Role } from '../../shared/domain/permissions.ts';
import type { SeatRecord, StoredSeat } from './records.ts';

export interface RoleFacts {
  ownerId: string;
  /** null: a guest. */
  userId: string | null;
  isCohost: boolean;
}

/** Who owns the meeting hosts it; only the co-host's role is stored, with the account and not with a seat. */
export function roleOf({ ownerId, userId, isCohost }: RoleFacts): Role {
  if (userId === null) return 'guest';
  if (userId === ownerId) return 'host';
  return isCohost ? 'cohost' : 'participant';
}

export function toSeatRecord(stored: StoredSeat, avatarUrl: string | null): SeatRecord {
  const { participantId, meetingId, userId, displayName, handRaisedAt, joinedAt } = stored;
  return {
    participantId,
    meetingId,
    userId,
    displayName,
    avatarUrl,
    role: roleOf(stored),
    handRaisedAt,
    joinedAt,
  };
}
