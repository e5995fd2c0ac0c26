import { randomUUID } from 'node:crypto';
import {
  CHAT_PAGE_SIZE,
  type IceRestart,
  type Joined,
  type MediaAnswer,
  type MediaOffer,
  type RequestInput,
  type Resumed,
} from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type {
  Broadcast,
  ChatHistory,
  Connection,
  EndReason,
  JoiningUser,
  LiveMeeting,
  RoomsLog,
  SeatRecord,
  SignInScope,
} from './ports.ts';
import { type Joining, Joinings } from './Joinings.ts';
import { Room, type RoomHistory } from './Room.ts';
import { RoomSession, type SessionDeps } from './RoomSession.ts';
import { restoreRoom } from './restoreRoom.ts';
import type { Seat } from './Seat.ts';
import { toSessionNote } from './sessionNote.ts';

export interface RoomsDeps extends Omit<SessionDeps, 'isJoining'> {
  broadcast: Broadcast;
  log: RoomsLog;
}

export interface JoiningClient {
  connection: Connection;
  user: JoiningUser | null;
  address: string;
}

/**
 * The answer is made at the very moment it is sent, in one piece with entering the room: nothing
 * can happen between the state that it tells and the first event after it.
 */
export interface Entry<T> {
  finish: () => { session: RoomSession; answer: T };
}

/** Every meeting that somebody is in, by meeting id. Owns its rooms; a room lives while it has seats. */
export class Rooms {
  readonly #deps: RoomsDeps;
  readonly #sessionDeps: SessionDeps;
  readonly #rooms = new Map<string, Room>();
  readonly #joinings = new Joinings();
  /** The number of the join by which each was taken last; none: by a server before this one. */
  readonly #takenBy = new WeakMap<Seat, number>();
  /** Who waits for the last one to go. */
  readonly #onEmpty: (() => void)[] = [];
  /** When the server closes at the latest, ms since the epoch; null: it does not. */
  #closesAt: number | null = null;
  #closed = false;

  constructor(deps: RoomsDeps) {
    this.#deps = deps;
    this.#sessionDeps = { ...deps, isJoining: (id) => this.#joinings.isUnderWay(id) };
  }

  get(meetingId: string): Room | null {
    return this.#rooms.get(meetingId) ?? null;
  }

  /** In all rooms together, those who are reconnecting included. */
  get seatedCount(): number {
    let count = 0;
    for (const { seats } of this.#rooms.values()) count += seats.size;
    return count;
  }

  /** [J1]: admission, media, chat and seat in one go. */
  async join(client: JoiningClient, input: RequestInput<'meeting:join'>): Promise<Entry<Joined>> {
    const { user, address, connection } = client;
    const { code, displayName, passcode, seatToken } = input;
    const { meetings, media, chat, clock } = this.#deps;
    const admission = await meetings.admit({
      code,
      user,
      address,
      displayName,
      passcode,
      seatToken,
    });
    const { id: meetingId } = admission.meeting;
    const { participantId, userId } = admission.seat;
    const hasMedia = input.media !== undefined;
    const joining = this.#joinings.begin({ meetingId, participantId, userId, hasMedia });
    const roomBefore = this.get(meetingId);
    const [mediaAnswer, stored, wasHostHere, role] = await Promise.all([
      input.media ? this.#openMedia(joining, input.media) : null,
      roomBefore ? null : chat.latest(meetingId, CHAT_PAGE_SIZE),
      roomBefore ? false : meetings.wasHostIn(meetingId),
      meetings.markJoined(participantId),
    ]).catch((error: unknown) => {
      this.#giveBack(joining);
      throw error;
    });
    return {
      finish: () => {
        if (connection.isClosed || this.#closed) joining.refusal ??= connectionClosed();
        if (this.#isOvertaken(joining)) joining.refusal ??= sessionLost();
        if (joining.refusal) {
          this.#giveBack(joining);
          throw joining.refusal;
        }
        this.#joinings.end(joining);
        const startedAt = admission.meeting.startedAt ?? clock.now();
        // Of a room that emptied meanwhile, what was said there last.
        const history = stored ?? roomBefore?.chat.toHistory() ?? NOTHING_SAID;
        const before = { wasHostHere: roomBefore?.wasHostHere ?? wasHostHere, history };
        const room = this.#open({ ...admission.meeting, startedAt }, before);
        const session = {
          sessionId: randomUUID(),
          connection,
          familyId: user?.familyId ?? null,
        };
        // A seat that is taken again without media must not go on sending the old session's.
        const isTakenAgain = room.seats.has(participantId);
        const isFollowed = this.#joinings.isFollowed(joining);
        if (isTakenAgain && !isFollowed && !mediaAnswer) media.closePeer(meetingId, participantId);
        const record = { ...admission.seat, role: joining.role ?? role };
        const seat = room.seat(record, admission.seatToken, session);
        this.#takenBy.set(seat, joining.number);
        // What was opened is taken up in this moment: a restarted server knows it as this session's.
        media.notePeer(meetingId, participantId, toSessionNote(seat, session.sessionId));
        return {
          session: this.#session(room, seat, session.sessionId, connection),
          answer: {
            ...room.toSnapshot(seat, session.sessionId),
            media: input.media ? this.#liveAnswer(room, seat, mediaAnswer) : null,
          },
        };
      },
    };
  }

  /** [S2] */
  async resume(
    client: JoiningClient,
    input: RequestInput<'meeting:resume'>,
  ): Promise<Entry<Resumed>> {
    const { connection } = client;
    const { media, meetings } = this.#deps;
    const claim = await meetings.readSeat(input.seatToken);
    const room = claim && this.get(claim.meetingId);
    const seat = room?.seats.get(claim?.participantId ?? '');
    if (!room || seat?.sessionId !== input.sessionId) throw sessionLost();
    // Media that did not survive does not keep the person out: the client opens it anew.
    const restarted = await this.#wayToMedia(room, seat, input.keepsPath ?? false);
    return {
      finish: () => {
        if (seat.sessionId !== input.sessionId || room.seats.get(seat.id) !== seat) {
          throw sessionLost();
        }
        if (connection.isClosed) throw sessionLost();
        room.resume(seat, connection, input.sessionId);
        // Whoever signed out and in again meanwhile goes on as that sign-in.
        if (client.user?.id === seat.record.userId) seat.familyId = client.user.familyId;
        const session = this.#session(room, seat, input.sessionId, connection);
        const consumers = media.peerConsumers(room.id, seat.id);
        const producers = media.peerProducers(room.id, seat.id);
        const isThere = media.isPeerOpen(room.id, seat.id);
        const answer = {
          ...room.toSnapshot(seat, input.sessionId),
          media: isThere && restarted ? { ...restarted, consumers, producers } : null,
        };
        return { session, answer };
      },
    };
  }

  /**
   * Takes up the sessions whose media went on while this server was started anew [S4]. Before anybody is let
   * in: whoever comes first would be told that the session is over.
   */
  async restore(): Promise<void> {
    const { meetings, chat, media, log } = this.#deps;
    const found = await media.restore();
    const open = (meeting: LiveMeeting, before: RoomHistory) => this.#open(meeting, before);
    await Promise.all(found.map((room) => restoreRoom({ meetings, chat, media, open }, room)));
    if (found.length > 0) log.info({ rooms: this.#rooms.size }, 'sessions of before wait');
  }

  /** Ends sessions of an account, wherever it is in a meeting [P5]. */
  endUser(
    userId: string,
    reason: Extract<EndReason, 'banned' | 'signedOut'>,
    { exceptFamilyId, onlyFamilyId }: SignInScope = {},
  ): void {
    const isAll = exceptFamilyId === undefined && onlyFamilyId === undefined;
    if (isAll) this.#joinings.refuse((joining) => joining.userId === userId, signedOut());
    for (const room of [...this.#rooms.values()]) {
      for (const seat of [...room.seats.values()]) {
        if (seat.record.userId !== userId) continue;
        if (exceptFamilyId !== undefined && seat.familyId === exceptFamilyId) continue;
        if (onlyFamilyId !== undefined && seat.familyId !== onlyFamilyId) continue;
        room.dismiss(seat, reason);
      }
    }
  }

  /** One's own sessions go on as those of the sign-in that a new password began [P5]. */
  moveSignIn(fromFamilyId: string, toFamilyId: string): void {
    for (const room of this.#rooms.values()) {
      for (const seat of room.seats.values()) {
        if (seat.familyId === fromFamilyId) seat.familyId = toFamilyId;
      }
    }
  }

  /** Ends a meeting for whoever is in it or about to be. */
  end(meetingId: string, reason: EndReason): void {
    const refusal = new AppError('meeting_ended', 'This meeting has ended.');
    this.#joinings.refuse((joining) => joining.meetingId === meetingId, refusal);
    this.get(meetingId)?.close(reason);
  }

  /** Sends one person out, or keeps them out who are about to come in [A4]. */
  remove(meetingId: string, participantId: string): void {
    const refusal = new AppError('removed_from_meeting', 'You were removed from this meeting.');
    this.#joinings.refuse((joining) => joining.participantId === participantId, refusal);
    const room = this.get(meetingId);
    const seat = room?.seats.get(participantId);
    if (seat) room?.dismiss(seat, 'removed');
  }

  /** Whoever is about to come in has this role from the start; who is in is told by whoever gave it. */
  handleRole(meetingId: string, userId: string, role: SeatRecord['role']): void {
    this.#joinings.giveRole(meetingId, userId, role);
  }

  /** Everybody's seat stays in the database; what runs here stops. */
  close(): void {
    this.#closed = true;
    for (const room of this.#rooms.values()) room.abandon();
    this.#rooms.clear();
  }

  /** Whoever joins or resumes is told from now on that the server closes in so long at the latest [S7]. */
  handleDrain(limitMs: number): void {
    this.#closesAt = this.#deps.clock.now() + limitMs;
  }

  /** Resolves as soon as nobody is in a meeting, nor on the way into one. */
  whenEmpty(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEmpty.push(resolve);
      this.#noteEmpty();
    });
  }

  #noteEmpty(): void {
    if (this.#rooms.size + this.#joinings.count > 0) return;
    for (const resolve of this.#onEmpty.splice(0)) resolve();
  }

  #session(room: Room, seat: Seat, sessionId: string, connection: Connection): RoomSession {
    return new RoomSession(this.#sessionDeps, { room, seat, sessionId, connection });
  }

  #open(meeting: LiveMeeting, before: RoomHistory): Room {
    const existing = this.#rooms.get(meeting.id);
    if (existing) return existing;
    const room = new Room(meeting, {
      clock: this.#deps.clock,
      broadcast: this.#deps.broadcast,
      closesAt: () => this.#closesAt,
      ...before,
      onSeatLeft: (_room, seat) => {
        if (!this.#joinings.isUnderWay(seat.id)) this.#abandon(meeting.id, seat.id);
      },
      onEmpty: () => this.#drop(room),
    });
    this.#rooms.set(meeting.id, room);
    this.#deps.log.info({ meetingId: meeting.id }, 'room opened');
    return room;
  }

  #drop(room: Room): void {
    this.#rooms.delete(room.id);
    this.#deps.log.info({ meetingId: room.id }, 'room closed');
    this.#noteEmpty();
  }

  async #openMedia(joining: Joining, offer: MediaOffer): Promise<MediaAnswer | null> {
    const { meetingId, participantId } = joining;
    try {
      return await this.#deps.media.openPeer(meetingId, participantId, offer);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // People still see each other's names and write while media is down; `media:reset` follows.
      if (error.code === 'media_unavailable') return null;
      // Another join of the seat, perhaps one that came late, has superseded this one's; it follows likewise.
      const isSuperseded = error.code === 'media_rejected' && this.#isShared(joining);
      if (isSuperseded) return null;
      throw error;
    }
  }

  /** One that comes to its end after a later one of the same seat is of a line that was given up, or of another tab. */
  #isOvertaken({ meetingId, participantId, number }: Joining): boolean {
    const seat = this.get(meetingId)?.seats.get(participantId);
    return seat !== undefined && (this.#takenBy.get(seat) ?? 0) > number;
  }

  #isShared(joining: Joining): boolean {
    const { meetingId, participantId } = joining;
    const isSeated = this.get(meetingId)?.seats.has(participantId) ?? false;
    return isSeated || this.#joinings.hasAnother(joining);
  }

  /** A path that works is left alone [S2]; null where there is none any more. */
  async #wayToMedia(room: Room, seat: Seat, keepsPath: boolean): Promise<IceRestart | null> {
    const { media } = this.#deps;
    if (keepsPath) return media.peerIce(room.id, seat.id);
    return media.restartIce(room.id, seat.id).catch(() => null);
  }

  /**
   * The answer as it is true when it is sent. Media that were lost since they were opened are not
   * offered: the client is told to open them anew [M8].
   */
  #liveAnswer(room: Room, seat: Seat, answer: MediaAnswer | null): MediaAnswer | null {
    const { media } = this.#deps;
    if (answer && media.isPeerOpen(room.id, seat.id)) {
      return { ...answer, consumers: media.peerConsumers(room.id, seat.id) };
    }
    // While no worker is up, the reset follows by itself when one is.
    if (media.health() === 'up') this.#tellReset(seat);
    return null;
  }

  /** After the answer that is being made. */
  #tellReset(seat: Seat): void {
    setImmediate(() => seat.connection?.emit('media:reset', {}));
  }

  /**
   * A join that came to nothing; another session of the same owner may hold, or be taking, the seat. Whoever holds it
   * has lost its media to this join, and opens them anew.
   */
  #giveBack(joining: Joining): void {
    this.#joinings.end(joining);
    const { meetingId, participantId } = joining;
    const seat = this.get(meetingId)?.seats.get(participantId);
    if (!this.#joinings.isUnderWay(participantId)) {
      if (!seat) this.#abandon(meetingId, participantId);
      else if (joining.hasMedia && !this.#isOvertaken(joining)) this.#tellReset(seat);
    }
    this.#noteEmpty();
  }

  #abandon(meetingId: string, participantId: string): void {
    const { media, meetings } = this.#deps;
    media.closePeer(meetingId, participantId);
    // Nobody waits for it.
    void meetings.markLeft({ meetingId, participantId });
  }
}

const NOTHING_SAID: ChatHistory = { messages: [], hasMore: false };

function connectionClosed(): AppError {
  return new AppError('session_lost', 'The connection closed while joining.');
}

function signedOut(): AppError {
  return new AppError('unauthenticated', 'You were signed out. Sign in, then join again.');
}

function sessionLost(): AppError {
  return new AppError('session_lost', 'This session is over. Join again.');
}
