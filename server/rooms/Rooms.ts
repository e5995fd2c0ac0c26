import {
  CHAT_PAGE_SIZE,
  type Joined,
  type MediaAnswer,
  type MediaOffer,
  type RequestInput,
  type Resumed,
} from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type {
  Broadcast,
  Connection,
  EndReason,
  JoiningUser,
  LiveMeeting,
  RoomsLog,
} from './ports.ts';
import { Room } from './Room.ts';
import { RoomSession, type SessionDeps } from './RoomSession.ts';
import type { Seat } from './Seat.ts';

export interface RoomsDeps extends SessionDeps {
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
  readonly #rooms = new Map<string, Room>();
  /** Joins under way, so that a meeting that ends meanwhile is not opened again by them. */
  readonly #joining = new Set<{ meetingId: string; isEnded: boolean }>();

  constructor(deps: RoomsDeps) {
    this.#deps = deps;
  }

  get(meetingId: string): Room | null {
    return this.#rooms.get(meetingId) ?? null;
  }

  isSeated(participantId: string): boolean {
    return [...this.#rooms.values()].some((room) => room.seats.has(participantId));
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
    const { participantId } = admission.seat;
    const joining = { meetingId, isEnded: false };
    this.#joining.add(joining);
    const [mediaAnswer, history] = await Promise.all([
      input.media ? this.#openMedia(meetingId, participantId, input.media) : null,
      chat.latest(meetingId, CHAT_PAGE_SIZE),
      meetings.markJoined(participantId),
    ]).catch((error: unknown) => {
      this.#joining.delete(joining);
      this.#giveBack(meetingId, participantId);
      throw error;
    });
    return {
      finish: () => {
        this.#joining.delete(joining);
        if (connection.isClosed || joining.isEnded) {
          this.#giveBack(meetingId, participantId);
          throw joining.isEnded
            ? new AppError('meeting_ended', 'This meeting has ended.')
            : new AppError('session_lost', 'The connection closed while joining.');
        }
        const room = this.#open({
          ...admission.meeting,
          startedAt: admission.meeting.startedAt ?? clock.now(),
        });
        const { seat, sessionId } = room.seat(admission.seat, admission.seatToken, connection);
        const session = this.#session(room, seat, sessionId, connection);
        const consumers = media.peerConsumers(meetingId, participantId);
        const answer = {
          ...room.toSnapshot(seat, sessionId, history),
          media: mediaAnswer && { ...mediaAnswer, consumers },
        };
        return { session, answer };
      },
    };
  }

  /** [S2] */
  async resume(
    client: JoiningClient,
    input: RequestInput<'meeting:resume'>,
  ): Promise<Entry<Resumed>> {
    const { connection } = client;
    const { media, chat, meetings } = this.#deps;
    const claim = await meetings.readSeat(input.seatToken);
    const room = claim && this.get(claim.meetingId);
    const seat = room?.seats.get(claim?.participantId ?? '');
    if (!room || seat?.sessionId !== input.sessionId) throw sessionLost();
    const [history, restarted] = await Promise.all([
      chat.latest(room.id, CHAT_PAGE_SIZE),
      // Media that did not survive does not keep the person out: the client opens it anew.
      media.restartIce(room.id, seat.id).catch(() => null),
    ]);
    return {
      finish: () => {
        if (seat.sessionId !== input.sessionId || room.seats.get(seat.id) !== seat) {
          throw sessionLost();
        }
        if (connection.isClosed) throw sessionLost();
        room.resume(seat, connection, input.sessionId);
        const session = this.#session(room, seat, input.sessionId, connection);
        const consumers = media.peerConsumers(room.id, seat.id);
        const answer = {
          ...room.toSnapshot(seat, input.sessionId, history),
          media: restarted && { ...restarted, consumers },
        };
        return { session, answer };
      },
    };
  }

  /** Ends every session of an account, wherever it is in a meeting [P5]. */
  endUser(userId: string, reason: Extract<EndReason, 'banned' | 'signedOut'>): void {
    for (const room of [...this.#rooms.values()]) {
      for (const seat of [...room.seats.values()]) {
        if (seat.record.userId === userId) room.dismiss(seat, reason);
      }
    }
  }

  /** Ends a meeting for whoever is in it or about to be. */
  end(meetingId: string, reason: EndReason): void {
    for (const joining of this.#joining) {
      if (joining.meetingId === meetingId) joining.isEnded = true;
    }
    this.get(meetingId)?.close(reason);
  }

  /** Everybody's seat stays in the database; what runs here stops. */
  close(): void {
    for (const room of this.#rooms.values()) room.abandon();
    this.#rooms.clear();
  }

  #session(room: Room, seat: Seat, sessionId: string, connection: Connection): RoomSession {
    return new RoomSession(this.#deps, { room, seat, sessionId, connection });
  }

  #open(meeting: LiveMeeting): Room {
    const existing = this.#rooms.get(meeting.id);
    if (existing) return existing;
    const room = new Room(meeting, {
      clock: this.#deps.clock,
      broadcast: this.#deps.broadcast,
      onSeatLeft: (_room, seat) => this.#abandon(meeting.id, seat.id),
      onEmpty: () => this.#drop(room),
    });
    this.#rooms.set(meeting.id, room);
    this.#deps.log.info({ meetingId: meeting.id }, 'room opened');
    return room;
  }

  #drop(room: Room): void {
    this.#rooms.delete(room.id);
    this.#deps.media.closeRoom(room.id);
    this.#deps.log.info({ meetingId: room.id }, 'room closed');
  }

  async #openMedia(
    meetingId: string,
    participantId: string,
    offer: MediaOffer,
  ): Promise<MediaAnswer | null> {
    try {
      return await this.#deps.media.openPeer(meetingId, participantId, offer);
    } catch (error) {
      // People still see each other's names and write while media is down; `media:reset` follows.
      if (error instanceof AppError && error.code === 'media_unavailable') return null;
      throw error;
    }
  }

  /** A join that came to nothing; the seat may meanwhile be held by another session of its owner. */
  #giveBack(meetingId: string, participantId: string): void {
    if (!this.get(meetingId)?.seats.has(participantId)) this.#abandon(meetingId, participantId);
  }

  #abandon(meetingId: string, participantId: string): void {
    const { media, meetings, log } = this.#deps;
    media.closePeer(meetingId, participantId);
    // Nobody waits for it.
    meetings.markLeft(participantId).catch((error: unknown) => {
      log.error({ err: error, meetingId }, 'could not record a leave');
    });
  }
}

function sessionLost(): AppError {
  return new AppError('session_lost', 'This session is over. Join again.');
}
