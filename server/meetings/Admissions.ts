import { randomUUID } from 'node:crypto';
import { MAX_PARTICIPANTS } from '../../shared/contracts/index.ts';
import { addressKey } from '../../shared/domain/addressKey.ts';
import { may } from '../../shared/domain/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import {
  comesBack,
  mustGivePasscode,
  refusalAtDoor,
  type AdmissionFacts,
} from './admissionRules.ts';
import { AttemptLimit } from './AttemptLimit.ts';
import type { MeetingFinder } from './MeetingFinder.ts';
import type { PasscodeVault } from './PasscodeVault.ts';
import type { Places } from './Places.ts';
import type { LiveRooms, SeatStore } from './ports.ts';
import type {
  Account,
  Admission,
  MeetingOf,
  MeetingRecord,
  SeatRecord,
  StoredSeat,
} from './records.ts';
import { endedMeeting } from './refusals.ts';
import { roleOf, toSeatRecord } from './roles.ts';
import type { SeatTokens } from './SeatTokens.ts';
import type { ServerDoors } from './ServerDoors.ts';

export interface AdmissionRequest {
  code: string;
  user: Account | null;
  displayName?: string | undefined;
  passcode?: string | undefined;
  seatToken?: string | undefined;
  /** The other side's IP address. */
  address: string;
}

interface AdmissionsDependencies {
  finder: MeetingFinder;
  seats: SeatStore;
  tokens: SeatTokens;
  vault: PasscodeVault;
  places: Places;
  doors: ServerDoors;
  live: Pick<LiveRooms, 'presentCount'>;
  now: () => number;
}

/** The door of every meeting: [J2] to [J6] of docs/protocol.md, for REST and for the socket. */
export class Admissions {
  readonly #deps: AdmissionsDependencies;
  readonly #wrongPasscodes = new AttemptLimit({
    attempts: 10,
    perSeconds: 60,
    message: 'Too many wrong passcodes. Wait a minute, and ask the host for the right one.',
  });
  /** Each new seat is a row: this bounds what one network can fill, far above what an office needs. */
  readonly #newSeats = new AttemptLimit({
    attempts: 3000,
    perSeconds: 60,
    message: 'Too many people joined from your network at once. Try again in a minute.',
  });

  constructor(deps: AdmissionsDependencies) {
    this.#deps = deps;
  }

  /** @throws {AppError} as [J2] says, `invalid_input` for a guest without a name [J6] */
  async admit(request: AdmissionRequest): Promise<Admission> {
    const { finder } = this.#deps;
    const { code, user, seatToken, address } = request;
    const found = await finder.findForBearer({
      code,
      userId: user?.id ?? null,
      seatToken,
      address,
    });
    const held = await this.#findHeldSeat(found.meeting.id, request);
    const facts = toFacts(found, user, held);
    const refusal = refusalAtDoor(facts);
    if (refusal) throw refusal;
    if (mustGivePasscode(facts)) await this.#checkPasscode(found.meeting, request);
    return held
      ? this.#seatAgain(found.meeting, held, user)
      : this.#seatAnew(found, facts, request);
  }

  /**
   * A member's seat is taken again by its account only: a seat token that stays behind on a machine
   * must open nothing after its owner signed out everywhere or was banned.
   */
  async #findHeldSeat(
    meetingId: string,
    { user, seatToken }: AdmissionRequest,
  ): Promise<StoredSeat | null> {
    const claim = seatToken === undefined ? null : this.#deps.tokens.read(seatToken);
    if (claim?.meetingId !== meetingId) return null;
    const seat = await this.#deps.seats.find(claim.participantId);
    if (!seat || seat.meetingId !== meetingId) return null;
    return seat.isRemoved || seat.userId === (user?.id ?? null) ? seat : null;
  }

  async #checkPasscode(
    { id, sealedPasscode }: MeetingRecord,
    { passcode, address }: AdmissionRequest,
  ): Promise<void> {
    if (sealedPasscode === null) return;
    if (!passcode) {
      throw new AppError(
        'passcode_required',
        'This meeting needs a passcode. Ask the host for it.',
      );
    }
    const key = `${id} ${addressKey(address)}`;
    // Comparing before counting lets an office full of people with the right passcode in through one
    // address. Nothing is awaited in between, so a burst of guesses cannot slip past the count.
    if (this.#deps.vault.matches(id, sealedPasscode, passcode)) {
      await this.#wrongPasscodes.assertOpen(key);
      return;
    }
    await this.#wrongPasscodes.count(key);
    throw new AppError('wrong_passcode', 'The passcode is wrong. Check it and try again.');
  }

  #seatAgain(meeting: MeetingRecord, held: StoredSeat, user: Account | null): Admission {
    const seat = toSeatRecord(held, user?.avatarUrl ?? null);
    this.#takePlace(meeting, seat, held);
    return { meeting, seat, seatToken: this.#deps.tokens.sign(seat), isReturning: true };
  }

  async #seatAnew(
    { meeting }: MeetingOf,
    { role }: AdmissionFacts,
    { user, displayName, address }: AdmissionRequest,
  ): Promise<Admission> {
    const { seats, tokens, now } = this.#deps;
    await this.#newSeats.count(`${meeting.id} ${addressKey(address)}`);
    const participantId = randomUUID();
    const release = this.#takePlace(meeting, { participantId, role }, null);
    try {
      const newSeat = {
        participantId,
        meetingId: meeting.id,
        userId: user?.id ?? null,
        displayName: displayName ?? user?.displayName ?? nameMissing(),
        joinedAt: now(),
      };
      // Somebody may have ended it since it was looked up.
      if (!(await seats.add(newSeat))) throw endedMeeting();
      const avatarUrl = user?.avatarUrl ?? null;
      const seat = { ...newSeat, role, avatarUrl, handRaisedAt: null };
      return { meeting, seat, seatToken: tokens.sign(seat), isReturning: false };
    } catch (error) {
      release();
      throw error;
    }
  }

  /** @returns gives the place back */
  #takePlace(
    meeting: MeetingRecord,
    { participantId, role }: Pick<SeatRecord, 'participantId' | 'role'>,
    held: StoredSeat | null,
  ): () => void {
    const { places, doors, live, now } = this.#deps;
    const limit = meeting.maxParticipants ?? MAX_PARTICIPANTS;
    const place = { meetingId: meeting.id, participantId, limit, now: now() };
    if (!may(role, 'meeting:joinWhenFull') && !places.hasRoom(place)) {
      throw new AppError('meeting_full', 'This meeting is full. Try again when somebody has left.');
    }
    const isRunning = live.presentCount(meeting.id) > 0;
    doors.assertTakes({ ...place, comesBack: comesBack({ role, isRunning }, held, place.now) });
    places.hold(place);
    return () => places.release(meeting.id, participantId);
  }
}

function toFacts(
  { meeting, membership }: MeetingOf,
  user: Account | null,
  held: StoredSeat | null,
): AdmissionFacts {
  const { ownerId, status, guestsAllowed, isLocked, sealedPasscode } = meeting;
  const isCohost = membership?.isCohost ?? false;
  return {
    status,
    isRemoved: (membership?.isRemoved ?? false) || (held?.isRemoved ?? false),
    role: held ? roleOf(held) : roleOf({ ownerId, userId: user?.id ?? null, isCohost }),
    holdsSeat: held !== null,
    guestsAllowed,
    isLocked,
    hasPasscode: sealedPasscode !== null,
  };
}

function nameMissing(): never {
  throw new AppError('invalid_input', 'Enter the name that others will see.', {
    fields: { displayName: 'Enter a name.' },
  });
}
