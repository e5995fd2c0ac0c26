import { randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Meeting, meetingRoutes } from '../../shared/contracts/index.ts';
import { createMeetingCode } from '../../shared/domain/meetingCode.ts';
import { AppError } from '../../shared/errors.ts';
import { AttemptLimit } from './AttemptLimit.ts';
import type { MeetingFinder } from './MeetingFinder.ts';
import type { PasscodeVault } from './PasscodeVault.ts';
import type {
  LiveRooms,
  MeetingChanges,
  MeetingsLog,
  MeetingStore,
  PendingWrites,
} from './ports.ts';
import type { Account, MeetingRecord, Slice } from './records.ts';
import { endedMeeting } from './refusals.ts';
import { roleOf } from './roles.ts';
import type { ServerDoors } from './ServerDoors.ts';
import { toMeeting } from './views.ts';

export type MeetingPlan = z.output<(typeof meetingRoutes)['createMeeting']['body']>;
export type PlanChanges = z.output<(typeof meetingRoutes)['updateMeeting']['body']>;
export type ListQuery = z.output<(typeof meetingRoutes)['listMeetings']['query']>;

/** Two of 23^10 codes meet by chance about never; a handful of tries says that the source is broken. */
const CODE_TRIES = 5;

interface PlanningDependencies {
  finder: MeetingFinder;
  meetings: MeetingStore;
  pendingWrites: PendingWrites;
  vault: PasscodeVault;
  live: LiveRooms;
  doors: ServerDoors;
  log: MeetingsLog;
  now: () => number;
}

/** Making meetings, reading and changing what is planned. */
export class Planning {
  readonly #deps: PlanningDependencies;
  readonly #created = new AttemptLimit({
    attempts: 120,
    perSeconds: 60,
    message: 'You created many meetings in a short time. Try again in a minute.',
  });

  constructor(deps: PlanningDependencies) {
    this.#deps = deps;
  }

  /** @throws {AppError} `rate_limited`, `server_closing` */
  async create(user: Account, plan: MeetingPlan): Promise<Meeting> {
    const { meetings, vault, doors, log, now } = this.#deps;
    doors.assertTakesMeetings();
    await this.#created.count(user.id);
    const { passcode, startsAt, endsAt, ...rest } = plan;
    const id = randomUUID();
    for (let tries = 0; tries < CODE_TRIES; tries += 1) {
      const meeting: MeetingRecord = {
        ...rest,
        id,
        code: createMeetingCode(randomBytes),
        ownerId: user.id,
        hostName: user.displayName,
        status: 'scheduled',
        createdAt: now(),
        startsAt: toTime(startsAt),
        endsAt: toTime(endsAt),
        startedAt: null,
        endedAt: null,
        lastSeenAt: null,
        sealedPasscode: passcode === null ? null : vault.seal(id, passcode),
        isLocked: false,
      };
      if (await meetings.add(meeting)) {
        log.info({ meetingId: id }, 'meeting created');
        return toMeeting(meeting, 'host', this.#deps);
      }
    }
    throw new Error(`no free meeting code in ${CODE_TRIES} tries`);
  }

  async list(user: Account, { page, pageSize, when }: ListQuery): Promise<Slice<Meeting>> {
    const { items, total } = await this.#deps.meetings.listOfMember(user.id, {
      isEnded: when === 'past',
      offset: (page - 1) * pageSize,
      limit: pageSize,
    });
    return {
      items: items.map(({ meeting, membership }) => {
        const isCohost = membership?.isCohost ?? false;
        const role = roleOf({ ownerId: meeting.ownerId, userId: user.id, isCohost });
        return toMeeting(meeting, role, this.#deps);
      }),
      total,
    };
  }

  /** @throws {AppError} `meeting_not_found` */
  async get(user: Account, code: string): Promise<Meeting> {
    const { meeting, role } = await this.#deps.finder.findForMember(user.id, code);
    return toMeeting(meeting, role, this.#deps);
  }

  /**
   * Changes what is given. A lower limit or new passcode holds for those who come; nobody is sent out.
   * @throws {AppError} `meeting_not_found`, `forbidden`, `meeting_ended`, `invalid_input`
   */
  async update(user: Account, code: string, changes: PlanChanges): Promise<Meeting> {
    const { finder, meetings, vault, live } = this.#deps;
    const meeting = await finder.findToAct(user.id, code, 'meeting:update');
    const stored = toStored(changes, (passcode) => vault.seal(meeting.id, passcode));
    const changed = { ...meeting, ...stored };
    // The contract sees one of the two times only, when only one is sent.
    if (
      changed.startsAt !== null &&
      changed.endsAt !== null &&
      changed.endsAt <= changed.startsAt
    ) {
      const message = 'The end must come after the start.';
      throw new AppError('invalid_input', message, { fields: { endsAt: message } });
    }
    if (!(await meetings.change(meeting.id, stored))) throw endedMeeting();
    live.changed(meeting.id);
    return toMeeting(changed, 'host', this.#deps);
  }

  /** @throws {AppError} `meeting_not_found`, `forbidden` */
  async remove(user: Account, code: string): Promise<void> {
    const { finder, meetings, pendingWrites } = this.#deps;
    const { id } = await finder.findToAct(user.id, code, 'meeting:delete');
    try {
      await meetings.remove(id);
    } catch (error) {
      // It may be stored without an answer, and nobody can ask again for what is gone.
      void pendingWrites.put(`deletion of ${id}`, () => this.#closeIfDeleted(id));
      throw error;
    }
    this.#closeDeleted(id);
  }

  async #closeIfDeleted(meetingId: string): Promise<void> {
    if (!(await this.#deps.meetings.findById(meetingId))) this.#closeDeleted(meetingId);
  }

  #closeDeleted(meetingId: string): void {
    this.#deps.live.close(meetingId, 'deleted');
    this.#deps.log.info({ meetingId }, 'meeting deleted');
  }
}

function toTime(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso);
}

function toStored(changes: PlanChanges, seal: (passcode: string) => string): MeetingChanges {
  const { title, description, startsAt, endsAt, maxParticipants, passcode, guestsAllowed } =
    changes;
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(startsAt !== undefined && { startsAt: toTime(startsAt) }),
    ...(endsAt !== undefined && { endsAt: toTime(endsAt) }),
    ...(maxParticipants !== undefined && { maxParticipants }),
    ...(guestsAllowed !== undefined && { guestsAllowed }),
    ...(passcode !== undefined && { sealedPasscode: passcode === null ? null : seal(passcode) }),
  };
}
