import type { ChatMessage, EventName, EventPayload } from '../../shared/contracts/index.ts';
import type { Media } from '../media/index.ts';
import type { SeatRecord } from '../meetings/index.ts';

export type { SeatRecord } from '../meetings/index.ts';
export type EndReason = EventPayload<'meeting:ended'>['reason'];
/** Which sign-ins of an account are meant; without either, all. */
export interface SignInScope {
  exceptFamilyId?: string | undefined;
  onlyFamilyId?: string | undefined;
}
export type LeaveReason = EventPayload<'meeting:rosterChanged'>['left'][number]['reason'];

/** One client's line, as the rooms need it; the signalling edge implements it over a socket. */
export interface Connection {
  /** Starts to receive what is broadcast in the meeting. */
  enter(meetingId: string): void;
  exit(meetingId: string): void;
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  /** Closes the line after what was emitted has gone out. */
  close(): void;
  readonly isClosed: boolean;
}

/** Sends to everybody who entered a meeting, encoding once. */
export type Broadcast = <N extends EventName>(
  meetingId: string,
  name: N,
  payload: EventPayload<N>,
) => void;

export interface LiveMeeting {
  id: string;
  code: string;
  title: string;
  hostName: string;
  guestsAllowed: boolean;
  isLocked: boolean;
  /** Milliseconds since the epoch; null until the first person joins. */
  startedAt: number | null;
}

export interface JoiningUser {
  id: string;
  /** The sign-in that the connection belongs to; a new password moves it on [P5]. */
  familyId: string;
  displayName: string;
  avatarUrl: string | null;
}

/** What the rooms ask of the meetings feature: admission and what must survive a restart. */
export interface MeetingsPort {
  admit(input: {
    code: string;
    user: JoiningUser | null;
    displayName?: string | undefined;
    passcode?: string | undefined;
    seatToken?: string | undefined;
    address: string;
  }): Promise<{ meeting: LiveMeeting; seat: SeatRecord; seatToken: string }>;
  readSeat(seatToken: string): Promise<{ meetingId: string; participantId: string } | null>;
  findLive(meetingId: string): Promise<LiveMeeting | null>;
  /** Those of these seats that are held, by what is stored; without their avatars. */
  findSeated(
    meetingId: string,
    participantIds: readonly string[],
  ): Promise<{ seat: SeatRecord; seatToken: string }[]>;
  /** Whether the host has ever taken part in it. */
  wasHostIn(meetingId: string): Promise<boolean>;
  /** @returns what they are there, which may have changed since they were admitted */
  markJoined(participantId: string): Promise<SeatRecord['role']>;
  /** Never rejects, as `setHand` and `rename`: it has happened, and is stored as soon as that can be. */
  markLeft(seat: { meetingId: string; participantId: string }): Promise<void>;
  markRemoved(participantId: string): Promise<void>;
  setParticipantRole(participantId: string, role: 'cohost' | 'participant'): Promise<void>;
  setHand(participantId: string, raisedAt: number | null): Promise<void>;
  rename(participantId: string, displayName: string): Promise<void>;
  setLocked(meetingId: string, isLocked: boolean): Promise<void>;
  endMeeting(meetingId: string, reason: 'endedByHost'): Promise<void>;
}

export interface ChatHistory {
  /** Oldest first. */
  messages: ChatMessage[];
  /** There are older ones. */
  hasMore: boolean;
}

export interface ChatPort {
  send(message: {
    id: string;
    meetingId: string;
    participantId: string;
    displayName: string;
    text: string;
  }): Promise<{ message: ChatMessage; isNew: boolean }>;
  latest(meetingId: string, limit: number): Promise<ChatHistory>;
  before(meetingId: string, beforeId: string, limit: number): Promise<ChatHistory>;
}

/** What the rooms ask of media; peers are participants, rooms are meetings. */
export type MediaPort = Pick<
  Media,
  | 'health'
  | 'openPeer'
  | 'connectTransport'
  | 'restartIce'
  | 'peerIce'
  | 'notePeer'
  | 'restore'
  | 'peerConsumers'
  | 'produce'
  | 'setProducerPaused'
  | 'setProducerHeld'
  | 'closeProducer'
  | 'pauseSource'
  | 'closeSource'
  | 'resumeConsumers'
  | 'setViews'
  | 'closePeer'
  | 'closeRoom'
  | 'isPeerOpen'
  | 'peerProducers'
>;

/** Time as the rooms need it, so that tests can move it by hand. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** @returns cancels */
  after(delayMs: number, run: () => void): () => void;
}

export interface RoomsLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
