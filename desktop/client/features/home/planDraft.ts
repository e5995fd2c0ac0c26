import type { Meeting } from '../../../../shared/contracts/index.ts';
import { suggestTimes, toFields, toTimes, type TimeFields } from './planTimes.ts';

/** The plan of a meeting as the form holds it. */
export interface PlanDraft extends TimeFields {
  title: string;
  description: string;
  passcode: string;
  maxParticipants: number | null;
  guestsAllowed: boolean;
}

export type PlanProblem =
  'titleMissing' | 'titleTooLong' | 'dateMissing' | 'inThePast' | 'passcodeLength';

export type PlanProblems = Partial<Record<'title' | 'time' | 'passcode', PlanProblem>>;

const TITLE_MAX = 120;

export function newDraft(now: Date): PlanDraft {
  return {
    title: '',
    description: '',
    passcode: '',
    maxParticipants: null,
    guestsAllowed: true,
    ...suggestTimes(now),
  };
}

export function draftOf(meeting: Meeting): PlanDraft {
  return {
    title: meeting.title,
    description: meeting.description,
    passcode: meeting.passcode ?? '',
    maxParticipants: meeting.maxParticipants,
    guestsAllowed: meeting.guestsAllowed,
    ...toFields(meeting),
  };
}

/** @param before the meeting that is changed; null: a new one, which needs a time */
export function checkDraft(draft: PlanDraft, before: Meeting | null, now: Date): PlanProblems {
  const problems: PlanProblems = {};
  const title = draft.title.trim();
  if (title === '') problems.title = 'titleMissing';
  else if (title.length > TITLE_MAX) problems.title = 'titleTooLong';
  const time = checkTime(draft, before, now);
  if (time) problems.time = time;
  const passcode = draft.passcode.trim();
  if (passcode !== '' && (passcode.length < 4 || passcode.length > 32)) {
    problems.passcode = 'passcodeLength';
  }
  return problems;
}

function checkTime(draft: PlanDraft, before: Meeting | null, now: Date): PlanProblem | null {
  const times = toTimes(draft);
  if (times === null) return 'dateMissing';
  if (times.startsAt === null) return before?.startsAt === null ? null : 'dateMissing';
  // A meeting may be moved while it runs or is late, but a new time must lie ahead.
  const isMoved = before === null || times.startsAt !== isoOf(before.startsAt);
  const over = Date.parse(times.endsAt ?? times.startsAt);
  return isMoved && over <= now.getTime() ? 'inThePast' : null;
}

function isoOf(instant: string | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}

/** The body for the server. The draft has been checked. */
export function toBody(draft: PlanDraft) {
  const times = toTimes(draft) ?? { startsAt: null, endsAt: null };
  return {
    title: draft.title.trim(),
    description: draft.description.trim(),
    passcode: draft.passcode.trim() || null,
    maxParticipants: draft.maxParticipants,
    guestsAllowed: draft.guestsAllowed,
    ...times,
  };
}
