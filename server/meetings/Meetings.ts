import type { z } from 'zod';
import type {
  Attendee,
  Lobby,
  Meeting,
  meetingRoutes,
  RtpCapabilities,
} from '../../shared/contracts/index.ts';
import type { Role } from '../../shared/domain/permissions.ts';
import { Admissions, type AdmissionRequest } from './Admissions.ts';
import { Attendance } from './Attendance.ts';
import { Endings } from './Endings.ts';
import { toLobby } from './lobby.ts';
import { MeetingFinder } from './MeetingFinder.ts';
import { PasscodeVault } from './PasscodeVault.ts';
import { Places } from './Places.ts';
import { Planning, type ListQuery, type MeetingPlan, type PlanChanges } from './Planning.ts';
import type { LiveRooms, MeetingsLog, MeetingStore, PendingWrites, SeatStore } from './ports.ts';
import type { Account, Admission, MeetingRecord, SeatClaim, SeatRecord, Slice } from './records.ts';
import { roleOf } from './roles.ts';
import { SeatTokens } from './SeatTokens.ts';
import { ServerDoors } from './ServerDoors.ts';

export interface MeetingsOptions {
  meetings: MeetingStore;
  seats: SeatStore;
  live: LiveRooms;
  pendingWrites: PendingWrites;
  /** Stays the same across restarts; at least 32 random bytes. Signs seat tokens, seals passcodes. */
  secret: Uint8Array;
  /** What every router of this server can do; null while no media node is up. */
  routerRtpCapabilities: () => RtpCapabilities | null;
  /** How many people there may be in all meetings together. */
  maxParticipants: number;
  log: MeetingsLog;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

type JoinAnswer = z.output<(typeof meetingRoutes)['joinMeeting']['response']>;

/**
 * The meetings of this server, for REST and for the live rooms. What it decides is stored before it
 * is told; who is really present is the live rooms' business.
 */
export class Meetings {
  readonly #options: MeetingsOptions;
  readonly #vault: PasscodeVault;
  readonly #tokens: SeatTokens;
  readonly #doors: ServerDoors;
  readonly #finder: MeetingFinder;
  readonly #planning: Planning;
  readonly #admissions: Admissions;
  readonly #attendance: Attendance;
  readonly #endings: Endings;

  constructor(options: MeetingsOptions) {
    const { meetings, seats, live, pendingWrites, secret, log, now = Date.now } = options;
    if (secret.length < 32) throw new Error('the secret of meetings needs 32 bytes');
    this.#options = options;
    this.#vault = new PasscodeVault(secret);
    this.#tokens = new SeatTokens(secret);
    this.#finder = new MeetingFinder(meetings, this.#tokens);
    const parts = { finder: this.#finder, vault: this.#vault, tokens: this.#tokens };
    const stores = { meetings, seats, pendingWrites };
    const places = new Places(live);
    this.#doors = new ServerDoors({ places, live, maxParticipants: options.maxParticipants, now });
    const deps = { ...parts, ...stores, live, places, doors: this.#doors, log, now };
    this.#planning = new Planning(deps);
    this.#admissions = new Admissions(deps);
    this.#attendance = new Attendance(deps);
    this.#endings = new Endings(deps);
  }

  /** From now on no meeting is made nor begun; those that run go on, and take people in [S7]. */
  closeDoors(): void {
    this.#doors.close();
  }

  /** @throws {AppError} `rate_limited`, `server_closing` */
  create(user: Account, plan: MeetingPlan): Promise<Meeting> {
    return this.#planning.create(user, plan);
  }

  listMine(user: Account, query: ListQuery): Promise<Slice<Meeting>> {
    return this.#planning.list(user, query);
  }

  /** @throws {AppError} `meeting_not_found` unless it is the user's own or they took part */
  get(user: Account, code: string): Promise<Meeting> {
    return this.#planning.get(user, code);
  }

  /** @throws {AppError} `meeting_not_found`, `rate_limited` */
  async lobby(user: Account | null, code: string, address: string): Promise<Lobby> {
    const userId = user?.id ?? null;
    const lookup = { code, userId, seatToken: undefined, address };
    const found = await this.#finder.findForBearer(lookup);
    const { live, routerRtpCapabilities } = this.#options;
    return toLobby(found, userId, {
      live,
      doors: this.#doors,
      routerRtpCapabilities: routerRtpCapabilities(),
    });
  }

  /** @throws {AppError} `meeting_not_found`, `forbidden`, `meeting_ended`, `invalid_input` */
  update(user: Account, code: string, changes: PlanChanges): Promise<Meeting> {
    return this.#planning.update(user, code, changes);
  }

  /** @throws {AppError} `meeting_not_found`, `forbidden` */
  remove(user: Account, code: string): Promise<void> {
    return this.#planning.remove(user, code);
  }

  /** Asked before an account is deleted: afterwards nobody knows any more. */
  idsOwnedBy(userId: string): Promise<string[]> {
    return this.#options.meetings.listOwnedIds(userId);
  }

  /** They went with their owner's account: whoever is in them is sent out. */
  closeDeleted(meetingIds: readonly string[]): void {
    for (const meetingId of meetingIds) this.#options.live.close(meetingId, 'deleted');
  }

  /** @throws {AppError} `meeting_not_found`, `forbidden`, `meeting_ended` */
  async end(user: Account, code: string): Promise<Meeting> {
    const { id } = await this.#finder.findToAct(user.id, code, 'meeting:end');
    await this.endMeeting(id, 'endedByHost');
    return this.get(user, code);
  }

  /**
   * Takes a seat over REST; its place is kept for half a minute.
   * @throws {AppError} as `admit`
   */
  async join(request: AdmissionRequest): Promise<JoinAnswer> {
    const { seat, seatToken } = await this.admit(request);
    await this.markJoined(seat.participantId);
    return { participantId: seat.participantId, role: seat.role, seatToken };
  }

  /** @throws {AppError} `meeting_not_found`, `not_in_meeting`, `rate_limited` */
  leave(code: string, seatToken: string, address: string): Promise<void> {
    return this.#attendance.leave(code, seatToken, address);
  }

  /** @throws {AppError} `meeting_not_found`, `forbidden` */
  listParticipants(
    user: Account,
    code: string,
    page: { page: number; pageSize: number },
  ): Promise<Slice<Attendee>> {
    return this.#attendance.list(user, code, page);
  }

  /** @throws {AppError} `meeting_not_found`, `participant_not_found`, `forbidden` */
  kick(user: Account, code: string, participantId: string): Promise<void> {
    return this.#attendance.kick(user, code, participantId);
  }

  /**
   * Decides who may come in, by the rules [J2] to [J6], and seats them. The place counts as taken for
   * 30 s or as long as the live rooms show the person as present; `markLeft` gives it back at once.
   * @throws {AppError} `meeting_not_found`, `meeting_ended`, `removed_from_meeting`, `guests_not_allowed`,
   * `meeting_locked`, `passcode_required`, `wrong_passcode`, `meeting_full`, `server_full`, `server_closing`, `rate_limited`,
   * `invalid_input`
   */
  admit(request: AdmissionRequest): Promise<Admission> {
    return this.#admissions.admit(request);
  }

  /** Whose seat a token is for, by its signature alone. Resolves null for what was not signed here. */
  readSeat(seatToken: string): Promise<SeatClaim | null> {
    return Promise.resolve(this.#tokens.read(seatToken));
  }

  /** null when it has ended or is gone. */
  async findLive(meetingId: string): Promise<MeetingRecord | null> {
    const meeting = await this.#options.meetings.findById(meetingId);
    return meeting?.status === 'ended' ? null : meeting;
  }

  /**
   * The holder takes part from now on; the first one makes the meeting active [J5].
   * @returns what they are there, which may have changed since they were admitted
   * @throws {AppError} `removed_from_meeting`, `meeting_ended`
   */
  async markJoined(participantId: string): Promise<Role> {
    const seat = await this.#attendance.markJoined(participantId);
    this.#endings.noteUse(seat.meetingId);
    return roleOf(seat);
  }

  /** Those of these seats that are held, by what is stored; without their avatars. */
  findSeated(
    meetingId: string,
    participantIds: readonly string[],
  ): Promise<{ seat: SeatRecord; seatToken: string }[]> {
    return this.#attendance.findSeated(meetingId, participantIds);
  }

  /** Whether the host has ever taken part in it: then there is somebody to act for [H1]. */
  wasHostIn(meetingId: string): Promise<boolean> {
    return this.#options.seats.hasHostSeat(meetingId);
  }

  /** It has happened: it is stored as soon as the database answers, and rejects never. */
  markLeft(seat: SeatClaim): Promise<void> {
    return this.#attendance.markLeft(seat);
  }

  /**
   * [A4] Neither the seat nor a member's account can come back. It and the account's other seats are sent out through
   * `LiveRooms.remove`.
   * @throws {AppError} `participant_not_found`
   */
  markRemoved(participantId: string): Promise<void> {
    return this.#attendance.markRemoved(participantId);
  }

  /** Holds for the account, on all of its devices. @throws {AppError} `participant_not_found`, `forbidden` */
  setParticipantRole(
    participantId: string,
    role: Extract<Role, 'cohost' | 'participant'>,
  ): Promise<void> {
    return this.#attendance.setParticipantRole(participantId, role);
  }

  /**
   * As `markLeft`: hands go up and down while the database is away.
   * @param raisedAt milliseconds since the epoch; null: lowered
   */
  setHand(participantId: string, raisedAt: number | null): Promise<void> {
    return this.#attendance.setHand(participantId, raisedAt);
  }

  /** As `markLeft`. */
  rename(participantId: string, displayName: string): Promise<void> {
    return this.#attendance.rename(participantId, displayName);
  }

  async setLocked(meetingId: string, isLocked: boolean): Promise<void> {
    await this.#options.meetings.change(meetingId, { isLocked });
  }

  /**
   * Ends it for all and closes its live room.
   * @throws {AppError} `meeting_not_found`, `meeting_ended`
   */
  endMeeting(meetingId: string, reason: 'endedByHost' | 'expired'): Promise<void> {
    return this.#endings.end(meetingId, reason);
  }

  /** Ends meetings that nobody used for a day. Call it every few minutes. @returns how many ended */
  expireStale(now: number): Promise<number> {
    return this.#endings.expireStale(now);
  }
}
