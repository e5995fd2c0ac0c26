import type { MeetingStatus } from '../../shared/domain/lifecycle.ts';
import type { MeetingOf, MeetingRecord, Slice, StoredSeat } from './records.ts';

export type NewMeeting = Omit<MeetingRecord, 'hostName'>;

export type MeetingChanges = Partial<
  Pick<
    MeetingRecord,
    | 'title'
    | 'description'
    | 'startsAt'
    | 'endsAt'
    | 'maxParticipants'
    | 'sealedPasscode'
    | 'guestsAllowed'
    | 'isLocked'
  >
>;

/** Where meetings are kept. */
export interface MeetingStore {
  /** Also makes the owner a member. @returns false when the code is taken: try another. */
  add(meeting: NewMeeting): Promise<boolean>;
  findByCode(code: string, userId: string | null): Promise<MeetingOf | null>;
  findById(meetingId: string): Promise<MeetingRecord | null>;
  /** Meetings of which the account is a member who was not removed; in the order of the contract. */
  listOfMember(
    userId: string,
    page: { isEnded: boolean; offset: number; limit: number },
  ): Promise<Slice<MeetingOf>>;
  listOwnedIds(userId: string): Promise<string[]>;
  /** Meetings that have not ended and whose plan and last use all lie before that time. */
  listUnusedSince(before: number, limit: number): Promise<MeetingRecord[]>;
  /** @returns false when the meeting has ended or is gone; nothing changed then */
  change(meetingId: string, changes: MeetingChanges): Promise<boolean>;
  /**
   * Also records that everybody left.
   * @param unusedSince End it only if it is still unused since then.
   * @returns false when it did not end now: it had ended, is gone, or is in use
   */
  end(meetingId: string, endedAt: number, unusedSince?: number): Promise<boolean>;
  recordUse(meetingIds: readonly string[], at: number): Promise<void>;
  remove(meetingId: string): Promise<void>;
}

export type NewSeat = Pick<
  StoredSeat,
  'participantId' | 'meetingId' | 'userId' | 'displayName' | 'joinedAt'
>;

/** Where seats are kept, and what members are in a meeting. */
export interface SeatStore {
  /** Also makes the account a member. @returns false when the meeting has ended or is gone */
  add(seat: NewSeat): Promise<boolean>;
  find(participantId: string): Promise<StoredSeat | null>;
  /** In no order; those that are not stored are left out. */
  findMany(participantIds: readonly string[]): Promise<StoredSeat[]>;
  /** Whether the owner of the meeting ever took a seat in it. */
  hasHostSeat(meetingId: string): Promise<boolean>;
  /** In the order in which they joined. */
  listOfMeeting(
    meetingId: string,
    page: { offset: number; limit: number },
  ): Promise<Slice<StoredSeat>>;
  /**
   * The holder is there, and the meeting therefore in that state and in use.
   * @returns false when it has ended or is gone
   */
  recordPresent(seat: StoredSeat, status: MeetingStatus, at: number): Promise<boolean>;
  recordLeft(participantId: string, at: number): Promise<void>;
  /**
   * Removes the seat and, with an account, that account and its other seats.
   * @returns their ids, those removed before included: whoever tries again may not know that it was stored
   */
  remove(seat: StoredSeat, at: number): Promise<string[]>;
  setCohost(meetingId: string, userId: string, isCohost: boolean): Promise<void>;
  setHand(participantId: string, raisedAt: number | null): Promise<void>;
  rename(participantId: string, displayName: string): Promise<void>;
}

/**
 * The rooms that are live in this process. They know who is really there; the stores only know
 * who was. Every method is quiet about what it does not know.
 */
export interface LiveRooms {
  /** How many hold their seats now, those who are reconnecting included. */
  presentCount(meetingId: string): number;
  presentNames(meetingId: string, max: number): string[];
  /** The same for all meetings together. */
  presentTotal(): number;
  isPresent(meetingId: string, participantId: string): boolean;
  /** One of the account's seats acts as host now [H1]. */
  isActingHost(meetingId: string, userId: string): boolean;
  /** Ends every session of the meeting. */
  close(meetingId: string, reason: 'endedByHost' | 'expired' | 'deleted'): void;
  /** Ends the session of one seat, with reason `removed`; a join of it under way is refused. */
  remove(meetingId: string, participantId: string): void;
  /** An account has this role from now on: its joins under way begin with it. */
  handleRole(meetingId: string, userId: string, role: 'cohost' | 'participant'): void;
  /** The holder gave the seat up over REST. */
  leave(meetingId: string, participantId: string): void;
  /** Title, lock or who may come in changed over REST: ask `findLive`. */
  changed(meetingId: string): void;
}

/**
 * Stores what has already happened in a live room, or looks whether something was stored, as soon as the database
 * answers. Of one key only the newest counts, and no two run at once.
 */
export interface PendingWrites {
  /** Resolves when it is stored, or after a moment without. Never rejects. */
  put(key: string, write: () => Promise<unknown>): Promise<void>;
  /** Forgets what waits under that key, so that what is written next comes last. */
  drop(key: string): Promise<void>;
}

export interface MeetingsLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
