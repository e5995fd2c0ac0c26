import type {
  EventName,
  EventPayload,
  Participant,
  Snapshot,
} from '../../shared/contracts/index.ts';
import { AppError } from '../../shared/errors.ts';
import type { SeatedPerson } from '../../shared/domain/actingHost.ts';
import { capacityOf, type Capacity } from '../../shared/domain/permissions.ts';
import { ActingHost } from './ActingHost.ts';
import type {
  Broadcast,
  ChatHistory,
  Clock,
  Connection,
  EndReason,
  LeaveReason,
  LiveMeeting,
  SeatRecord,
} from './ports.ts';
import { RecentChat } from './RecentChat.ts';
import { Roster, type ParticipantChange } from './Roster.ts';
import { Seat, type SeatSession } from './Seat.ts';

/** [S1], [S3]: how long a seat outlives its connection. */
export const LOST_GRACE_MS = 30_000;
export const RELOAD_GRACE_MS = 5_000;

/** What was in the meeting before the room was opened. */
export interface RoomHistory {
  /** Whether the host has been [H1]. */
  wasHostHere: boolean;
  history: ChatHistory;
}

interface RoomDeps extends RoomHistory {
  clock: Clock;
  broadcast: Broadcast;
  /** When the server closes at the latest, ms since the epoch; null: it does not. */
  closesAt(): number | null;
  /** A seat was given up by its owner or by time; media and attendance follow. */
  onSeatLeft(room: Room, seat: Seat): void;
  onEmpty(room: Room): void;
}

/** A meeting while people are in it: who holds which seat, and what everybody is told. */
export class Room {
  readonly #deps: RoomDeps;
  readonly #seats = new Map<string, Seat>();
  readonly #roster: Roster;
  readonly #actingHost: ActingHost;
  readonly chat: RecentChat;
  meeting: LiveMeeting;
  activeSpeakerId: string | null = null;
  #closed = false;

  constructor(meeting: LiveMeeting, deps: RoomDeps) {
    this.meeting = meeting;
    this.#deps = deps;
    this.chat = new RecentChat(deps.history);
    this.#roster = new Roster({
      clock: deps.clock,
      read: (id) => this.#seats.get(id)?.toParticipant() ?? null,
      send: (event) => this.broadcast('meeting:rosterChanged', event),
    });
    this.#actingHost = new ActingHost(
      {
        clock: deps.clock,
        people: () => this.#people(),
        onChanged: (actingHostId) => this.#roster.handleActingHostChanged(actingHostId),
      },
      deps.wasHostHere,
    );
  }

  get id(): string {
    return this.meeting.id;
  }

  /** [H1] */
  get wasHostHere(): boolean {
    return this.#actingHost.wasHostHere;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get seats(): ReadonlyMap<string, Seat> {
    return this.#seats;
  }

  /** What somebody may act as now [H2]. */
  capacityOf(seat: Seat): Capacity {
    return capacityOf(seat.record.role, this.#actingHost.participantId === seat.id);
  }

  getSeat(participantId: string): Seat {
    const seat = this.#seats.get(participantId);
    if (seat) return seat;
    throw new AppError('participant_not_found', 'This person is no longer in the meeting.');
  }

  broadcast<N extends EventName>(name: N, payload: EventPayload<N>): void {
    this.#deps.broadcast(this.id, name, payload);
  }

  /** Seats somebody, or gives a seat that is still there to its owner's new session [J4]. */
  seat(record: SeatRecord, seatToken: string, session: SeatSession): Seat {
    const { connection } = session;
    const existing = this.#seats.get(record.participantId);
    if (existing) {
      const previous = existing.takeOver(session);
      if (previous && previous !== connection) this.#dismiss(previous, 'replaced');
      connection.enter(this.id);
      this.change(existing, { presence: 'present' });
      return existing;
    }
    const seat = Seat.taken(record, seatToken, session);
    this.#seats.set(seat.id, seat);
    // First tell the others, then listen: the newcomer's answer says it all.
    this.#roster.handleJoined(seat.id);
    this.#actingHost.update();
    connection.enter(this.id);
    return seat;
  }

  /** The seat of a session that goes on without its server [S4]: as long as if its connection were lost now. */
  restore(
    record: SeatRecord,
    seatToken: string,
    session: Pick<SeatSession, 'sessionId' | 'familyId'>,
  ): Seat {
    const { clock } = this.#deps;
    const cancelExpiry = clock.after(LOST_GRACE_MS, () => this.leave(seat, 'lost'));
    const away = { ...session, since: clock.now(), cancelExpiry };
    const seat = Seat.awaited(record, seatToken, away);
    this.#seats.set(seat.id, seat);
    this.#actingHost.update();
    return seat;
  }

  /** [S2] */
  resume(seat: Seat, connection: Connection, sessionId: string): void {
    const previous = seat.resume(connection, sessionId);
    if (previous && previous !== connection) {
      previous.exit(this.id);
      previous.close();
    }
    connection.enter(this.id);
    this.change(seat, { presence: 'present' });
  }

  /** Applies a change to a seat's record where it belongs there, and tells everybody. */
  change(seat: Seat, change: ParticipantChange): void {
    // Whoever left while the change was being stored is told of no more.
    if (this.#seats.get(seat.id) !== seat) return;
    const { role, displayName, handRaisedAt } = change;
    if (role !== undefined) seat.record.role = role;
    if (displayName !== undefined) seat.record.displayName = displayName;
    if (handRaisedAt !== undefined) seat.record.handRaisedAt = handRaisedAt;
    this.#roster.handleChanged(seat.id, change);
    if (role !== undefined || change.presence !== undefined) this.#actingHost.update();
  }

  /** The connection is gone; its seat waits [S1], [S3]. */
  suspend(seat: Seat, options: { canResume: boolean; graceMs: number }): void {
    seat.connection?.exit(this.id);
    const { clock } = this.#deps;
    const cancelExpiry = clock.after(options.graceMs, () => this.leave(seat, 'lost'));
    seat.goAway({ canResume: options.canResume, since: clock.now(), cancelExpiry });
    this.change(seat, { presence: 'reconnecting' });
  }

  leave(seat: Seat, reason: LeaveReason): void {
    // Not another, newer seat of the same person.
    if (this.#seats.get(seat.id) !== seat) return;
    this.#seats.delete(seat.id);
    seat.close()?.exit(this.id);
    if (this.activeSpeakerId === seat.id) this.activeSpeakerId = null;
    this.#roster.handleLeft(seat.id, reason);
    this.#actingHost.update();
    this.#deps.onSeatLeft(this, seat);
    if (this.#seats.size > 0) return;
    this.#actingHost.close();
    this.#deps.onEmpty(this);
  }

  /** Sends one person out, with the reason told; idempotent. */
  dismiss(seat: Seat, reason: EndReason): void {
    if (this.#seats.get(seat.id) !== seat) return;
    const connection = seat.connection;
    this.leave(seat, reason === 'removed' ? 'removed' : 'left');
    if (connection) this.#dismiss(connection, reason);
  }

  /** Ends it for all; idempotent. */
  close(reason: EndReason): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#roster.close();
    this.#actingHost.close();
    this.broadcast('meeting:ended', { reason });
    for (const seat of [...this.#seats.values()]) {
      const connection = seat.connection;
      this.leave(seat, 'left');
      connection?.close();
    }
  }

  /** The server stops: nobody is told of leaving, seats are found again after the restart [S4]. */
  abandon(): void {
    this.#closed = true;
    this.#roster.close();
    this.#actingHost.close();
    for (const seat of this.#seats.values()) seat.close();
  }

  /** @param sessionId the session that asks */
  toSnapshot(seat: Seat, sessionId: string): Snapshot {
    const { code, title, isLocked, startedAt, hostName, guestsAllowed } = this.meeting;
    const { clock } = this.#deps;
    const closesAt = this.#deps.closesAt();
    const participants: Participant[] = [...this.#seats.values()].map((one) => one.toParticipant());
    return {
      self: {
        participantId: seat.id,
        sessionId,
        seatToken: seat.seatToken,
      },
      meeting: {
        code,
        title,
        isLocked,
        hostName,
        guestsAllowed,
        startedAt: startedAt ?? this.#deps.clock.now(),
      },
      version: this.#roster.version,
      participants,
      actingHostId: this.#actingHost.participantId,
      closesInMs: closesAt === null ? null : Math.max(0, closesAt - clock.now()),
      activeSpeakerId: this.activeSpeakerId,
      chat: this.chat.toHistory(),
    };
  }

  *#people(): Iterable<SeatedPerson> {
    for (const { id, record, awaySince } of this.#seats.values()) {
      yield { id, role: record.role, joinedAt: record.joinedAt, awaySince };
    }
  }

  #dismiss(connection: Connection, reason: EndReason): void {
    connection.exit(this.id);
    connection.emit('meeting:ended', { reason });
    connection.close();
  }
}
