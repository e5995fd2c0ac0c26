import type { Attendee } from '../../shared/contracts/index.ts';
import { nextStatus } from '../../shared/domain/lifecycle.ts';
import { capacityOf, mayActOn } from '../../shared/domain/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import type { MeetingFinder } from './MeetingFinder.ts';
import type { Places } from './Places.ts';
import type { LiveRooms, MeetingsLog, PendingWrites, SeatStore } from './ports.ts';
import type { Account, SeatClaim, SeatRecord, Slice, StoredSeat } from './records.ts';
import { endedMeeting, unknownParticipant } from './refusals.ts';
import { roleOf, toSeatRecord } from './roles.ts';
import type { SeatTokens } from './SeatTokens.ts';
import { toAttendee } from './views.ts';

interface AttendanceDependencies {
  finder: MeetingFinder;
  seats: SeatStore;
  tokens: SeatTokens;
  places: Places;
  live: LiveRooms;
  pendingWrites: PendingWrites;
  log: MeetingsLog;
  now: () => number;
}

/** Who is and was in a meeting, and what they are there. */
export class Attendance {
  readonly #deps: AttendanceDependencies;

  constructor(deps: AttendanceDependencies) {
    this.#deps = deps;
  }

  /**
   * The holder takes part from now on: the meeting is active [J5].
   * @throws {AppError} `removed_from_meeting`, `meeting_ended`
   */
  async markJoined(participantId: string): Promise<StoredSeat> {
    const { seats, pendingWrites, log, now } = this.#deps;
    await pendingWrites.drop(presenceOf(participantId));
    const seat = await seats.find(participantId);
    // Seats vanish with their meeting only.
    if (!seat) throw endedMeeting();
    if (seat.isRemoved) {
      throw new AppError('removed_from_meeting', 'A host removed you from this meeting.');
    }
    const status = nextStatus(seat.meetingStatus, 'personJoined');
    if (status === 'ended' || !(await seats.recordPresent(seat, status, now()))) {
      throw endedMeeting();
    }
    if (status !== seat.meetingStatus) log.info({ meetingId: seat.meetingId }, 'meeting started');
    return seat;
  }

  /** Has happened, whatever the database says: it is told with the time of now when it answers. */
  async markLeft({ meetingId, participantId }: SeatClaim): Promise<void> {
    const { seats, places, pendingWrites, now } = this.#deps;
    places.release(meetingId, participantId);
    const leftAt = now();
    await pendingWrites.put(presenceOf(participantId), () =>
      seats.recordLeft(participantId, leftAt),
    );
  }

  async setHand(participantId: string, raisedAt: number | null): Promise<void> {
    const { seats, pendingWrites } = this.#deps;
    await pendingWrites.put(`hand ${participantId}`, () => seats.setHand(participantId, raisedAt));
  }

  async rename(participantId: string, displayName: string): Promise<void> {
    const { seats, pendingWrites } = this.#deps;
    await pendingWrites.put(`name ${participantId}`, () =>
      seats.rename(participantId, displayName),
    );
  }

  /** Those of these seats that nobody has left or been sent out of; avatars are the accounts' business. */
  async findSeated(
    meetingId: string,
    participantIds: readonly string[],
  ): Promise<{ seat: SeatRecord; seatToken: string }[]> {
    const { seats, tokens } = this.#deps;
    const stored = await seats.findMany(participantIds);
    return stored
      .filter((seat) => seat.meetingId === meetingId && !seat.isRemoved && seat.leftAt === null)
      .map((seat) => ({ seat: toSeatRecord(seat, null), seatToken: tokens.sign(seat) }));
  }

  /**
   * Over REST, by seat token; twice is as good as once.
   * @throws {AppError} `meeting_not_found`, `not_in_meeting`
   */
  async leave(code: string, seatToken: string, address: string): Promise<void> {
    const { finder, seats, tokens, live } = this.#deps;
    const { meeting } = await finder.findForBearer({ code, userId: null, seatToken, address });
    const claim = tokens.read(seatToken);
    const seat = claim?.meetingId === meeting.id ? await seats.find(claim.participantId) : null;
    if (!seat || seat.isRemoved) {
      throw new AppError('not_in_meeting', 'This is not a seat in this meeting. Nothing to leave.');
    }
    live.leave(meeting.id, seat.participantId);
    await this.markLeft(seat);
  }

  /** @throws {AppError} `meeting_not_found`, `forbidden` */
  async list(
    user: Account,
    code: string,
    { page, pageSize }: { page: number; pageSize: number },
  ): Promise<Slice<Attendee>> {
    const { finder, seats, live } = this.#deps;
    const meeting = await finder.findToAct(user.id, code, 'meeting:listParticipants');
    const offset = (page - 1) * pageSize;
    const { items, total } = await seats.listOfMeeting(meeting.id, { offset, limit: pageSize });
    return { items: items.map((seat) => toAttendee(seat, live)), total };
  }

  /**
   * Once more is of use where the removal was stored but not answered: whoever is still there is sent out then.
   * @throws {AppError} `meeting_not_found`, `participant_not_found`, `forbidden`
   */
  async kick(user: Account, code: string, participantId: string): Promise<void> {
    const { finder, live } = this.#deps;
    const { meeting, role } = await finder.findForMember(user.id, code);
    // As over the socket [H2]: who acts as host in the room does so here.
    const actor = capacityOf(role, live.isActingHost(meeting.id, user.id));
    // Whoever may remove nobody is told so before anything about others.
    if (!mayActOn(actor, 'participant:remove', 'guest')) throw forbidden();
    const seat = await this.#find(participantId);
    if (seat.meetingId !== meeting.id) throw unknownParticipant();
    // An acting host keeps the role of a member, on whom an acting host may act: but not on oneself.
    if (seat.userId === user.id) throw forbidden();
    if (!mayActOn(actor, 'participant:remove', roleOf(seat))) throw forbidden();
    const wasHere = live.isPresent(meeting.id, participantId);
    const othersLeft = await this.#remove(seat);
    if (seat.isRemoved && !wasHere && !othersLeft) throw unknownParticipant();
  }

  /**
   * [A4] The seat cannot be taken again, nor another by the same account. It is sent out of the live room, as is what
   * more seats the account has (a second device), and so is whoever is on the way in.
   * @throws {AppError} `participant_not_found`
   */
  async markRemoved(participantId: string): Promise<void> {
    await this.#remove(await this.#find(participantId));
  }

  /**
   * The role goes with the account, so it is the same on each of its devices and after coming back.
   * @throws {AppError} `participant_not_found`, `forbidden` for guests
   */
  async setParticipantRole(participantId: string, role: 'cohost' | 'participant'): Promise<void> {
    const { seats, live } = this.#deps;
    const { meetingId, userId } = await this.#find(participantId);
    if (userId === null) {
      throw new AppError('forbidden', 'Only people with an account can be co-hosts.');
    }
    await seats.setCohost(meetingId, userId, role === 'cohost');
    live.handleRole(meetingId, userId, role);
  }

  /** @returns whether that sent other seats of the account out of the live room */
  async #remove(seat: StoredSeat): Promise<boolean> {
    const { seats, places, live, log, now } = this.#deps;
    const { meetingId, participantId } = seat;
    let othersLeft = false;
    for (const id of await seats.remove(seat, now())) {
      places.release(meetingId, id);
      othersLeft ||= id !== participantId && live.isPresent(meetingId, id);
      // Of whom it is asked as well: a join of theirs may be under way.
      live.remove(meetingId, id);
    }
    if (!seat.isRemoved) log.info({ meetingId, participantId }, 'participant removed');
    return othersLeft;
  }

  async #find(participantId: string): Promise<StoredSeat> {
    const seat = await this.#deps.seats.find(participantId);
    if (!seat) throw unknownParticipant();
    return seat;
  }
}

function presenceOf(participantId: string): string {
  return `presence ${participantId}`;
}

function forbidden(): AppError {
  return new AppError('forbidden', 'You cannot remove this participant.');
}
