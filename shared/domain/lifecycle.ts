/** `scheduled -> active -> ended`; nothing comes back from `ended`. */
export const MEETING_STATUSES = ['scheduled', 'active', 'ended'] as const;
export type MeetingStatus = (typeof MEETING_STATUSES)[number];

export type MeetingEvent = 'personJoined' | 'endedByHost' | 'expired';

/** An empty meeting stays open this long past its end, or its last leave, so that people can come back. */
export const EMPTY_GRACE_MS = 24 * 60 * 60 * 1000;

export function nextStatus(status: MeetingStatus, event: MeetingEvent): MeetingStatus {
  if (status === 'ended') return 'ended';
  return event === 'personJoined' ? 'active' : 'ended';
}

export interface ExpiryFacts {
  status: MeetingStatus;
  isEmpty: boolean;
  /** Milliseconds since the epoch, as all below; null where it never was or is not planned. */
  createdAt: number;
  startsAt: number | null;
  endsAt: number | null;
  /** When somebody was last in it. */
  lastSeenAt: number | null;
}

/** A meeting expires only while nobody is in it, a day after the latest of its plan and its last use. */
export function isExpired(meeting: ExpiryFacts, now: number): boolean {
  if (meeting.status === 'ended' || !meeting.isEmpty) return false;
  const { createdAt, startsAt, endsAt, lastSeenAt } = meeting;
  const lastUse = Math.max(createdAt, startsAt ?? 0, endsAt ?? 0, lastSeenAt ?? 0);
  return now - lastUse > EMPTY_GRACE_MS;
}
