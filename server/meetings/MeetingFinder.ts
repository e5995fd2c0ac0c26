import { addressKey } from '../../shared/domain/addressKey.ts';
import { may, type MeetingAction, type Role } from '../../shared/domain/permissions.ts';
import { AppError } from '../../shared/errors.ts';
import { AttemptLimit } from './AttemptLimit.ts';
import type { MeetingStore } from './ports.ts';
import type { MeetingOf, MeetingRecord } from './records.ts';
import { unknownMeeting } from './refusals.ts';
import { roleOf } from './roles.ts';
import type { SeatTokens } from './SeatTokens.ts';

/** Codes have 45 bits; this many wrong ones a minute and address finds none in a lifetime. */
const UNKNOWN_CODES_PER_MINUTE = 30;

export interface CodeLookup {
  code: string;
  userId: string | null;
  seatToken: string | undefined;
  /** The other side's IP address. */
  address: string;
}

/** Finds a meeting by its code for somebody, and tells nobody more than they may know. */
export class MeetingFinder {
  readonly #meetings: Pick<MeetingStore, 'findByCode'>;
  readonly #tokens: SeatTokens;
  readonly #unknownCodes = new AttemptLimit({
    attempts: UNKNOWN_CODES_PER_MINUTE,
    perSeconds: 60,
    message: 'Too many unknown meeting codes came from your network. Try again in a minute.',
  });

  constructor(meetings: Pick<MeetingStore, 'findByCode'>, tokens: SeatTokens) {
    this.#meetings = meetings;
    this.#tokens = tokens;
  }

  /**
   * For whoever has the code. An address that sends too many unknown ones is told nothing more for a
   * while, not even about codes that exist: else it could go on searching. Members and holders of a
   * seat know the code anyway, and are let through.
   * @throws {AppError} `meeting_not_found`, `rate_limited`
   */
  async findForBearer({ code, userId, seatToken, address }: CodeLookup): Promise<MeetingOf> {
    const found = await this.#meetings.findByCode(code, userId);
    if (found && this.#knowsIt(found, userId, seatToken)) return found;
    const key = addressKey(address);
    await this.#unknownCodes.assertOpen(key);
    if (found) return found;
    await this.#unknownCodes.count(key);
    throw unknownMeeting();
  }

  /**
   * For an account that owns it or took part in it; to others it does not exist.
   * @throws {AppError} `meeting_not_found`
   */
  async findForMember(
    userId: string,
    code: string,
  ): Promise<{ meeting: MeetingRecord; role: Role }> {
    const found = await this.#meetings.findByCode(code, userId);
    if (!found?.membership || found.membership.isRemoved) throw unknownMeeting();
    const { meeting, membership } = found;
    return {
      meeting,
      role: roleOf({ ownerId: meeting.ownerId, userId, isCohost: membership.isCohost }),
    };
  }

  /** @throws {AppError} `meeting_not_found`, `forbidden` */
  async findToAct(userId: string, code: string, action: MeetingAction): Promise<MeetingRecord> {
    const { meeting, role } = await this.findForMember(userId, code);
    if (!may(role, action)) {
      throw new AppError('forbidden', 'Only the host of this meeting can do that.');
    }
    return meeting;
  }

  #knowsIt({ meeting, membership }: MeetingOf, userId: string | null, seatToken?: string): boolean {
    if (userId !== null && (membership || meeting.ownerId === userId)) return true;
    return seatToken !== undefined && this.#tokens.read(seatToken)?.meetingId === meeting.id;
  }
}
